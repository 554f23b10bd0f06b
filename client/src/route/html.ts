/** What the page of the view is made of. All of it is ours. */
export interface ViewPage {
  readonly script: string;
  readonly style: string;
  readonly nonce: string;
  /** The source that styles may come from, as a content security policy names it. */
  readonly styleSource: string;
  /** Such as `en`. */
  readonly language: string;
  readonly title: string;
}

/**
 * The page of the mail-route view: nothing but a place to draw in. No script but ours runs, nothing is
 * loaded from anywhere else; images are what the page makes itself, to save them.
 */
export function viewHtml(page: ViewPage): string {
  const policy = [
    "default-src 'none'",
    `style-src ${page.styleSource}`,
    `script-src 'nonce-${page.nonce}'`,
    'img-src blob: data:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${quote(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${quote(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${quote(page.title)}</title>
<link rel="stylesheet" href="${quote(page.style)}">
</head>
<body>
<main id="route"></main>
<script nonce="${page.nonce}" src="${quote(page.script)}"></script>
</body>
</html>`;
}

function quote(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
