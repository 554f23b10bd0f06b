import type { RoutePicture } from '../../../server/src/core/features/routePicture';

/** Words of the view itself, in the language of the user. */
export interface ViewLabels {
  readonly sender: string;
  readonly accepts: string;
  readonly noConnection: string;
  readonly rejected: string;
  readonly returned: string;
  readonly queued: string;
  readonly delivered: string;
  readonly network: string;
  readonly steps: string;
  readonly outcome: string;
  readonly reset: string;
  readonly copy: string;
  readonly saveSvg: string;
  readonly savePng: string;
  readonly goTo: string;
}

/** What the extension tells the view. */
export type ToView =
  | {
      readonly kind: 'route';
      readonly uri: string;
      readonly picture: RoutePicture;
      readonly labels: ViewLabels;
    }
  | { readonly kind: 'nothing'; readonly message: string };

/** What the view keeps until VS Code starts again. */
export interface ViewState {
  /** The file that it was about. */
  readonly uri: string;
}

/** What the view tells the extension. */
export type FromView =
  | { readonly kind: 'ready' }
  /** These hosts are assumed to accept no connection. */
  | { readonly kind: 'down'; readonly hosts: readonly string[] }
  | { readonly kind: 'go'; readonly start: number; readonly end: number }
  | { readonly kind: 'copy' }
  /** An SVG text, or a PNG as base64. */
  | { readonly kind: 'save'; readonly format: 'svg' | 'png'; readonly data: string };
