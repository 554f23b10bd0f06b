import type { Provider } from './provider';

const checked = '2026-11-22';

/** Hosters of webspace and domains that take their customers’ mail. */
export const hosters: readonly Provider[] = [
  {
    name: 'IONOS',
    suffixes: [
      'mx00.kundenserver.de',
      'mx01.kundenserver.de',
      ...['de', 'com', 'co.uk', 'fr', 'es'].flatMap((tld) => [
        `mx00.ionos.${tld}`,
        `mx01.ionos.${tld}`,
      ]),
      ...['com', 'co.uk', 'fr', 'es'].flatMap((tld) => [`mx00.1and1.${tld}`, `mx01.1and1.${tld}`]),
    ],
    sets: [
      ['10 mx00.ionos.de', '10 mx01.ionos.de'],
      ['10 mx00.ionos.com', '10 mx01.ionos.com'],
      ['10 mx00.ionos.co.uk', '10 mx01.ionos.co.uk'],
      ['10 mx00.ionos.fr', '10 mx01.ionos.fr'],
      ['10 mx00.ionos.es', '10 mx01.ionos.es'],
      ['10 mx00.kundenserver.de', '10 mx01.kundenserver.de'],
      ['10 mx00.1and1.com', '10 mx01.1and1.com'],
      ['10 mx00.1and1.co.uk', '10 mx01.1and1.co.uk'],
      ['10 mx00.1and1.fr', '10 mx01.1and1.fr'],
      ['10 mx00.1and1.es', '10 mx01.1and1.es'],
    ],
    spf: '_spf-eu.ionos.com',
    source: 'https://www.ionos.de/hilfe/domains/',
    checked,
  },
  {
    name: 'STRATO',
    suffixes: ['smtpin.rzone.de'],
    sets: [['5 smtpin.rzone.de']],
    source:
      'https://www.strato.de/faq/article/1831/Welche-Einstellungen-kann-ich-im-Konfigurationsdialog-MX-Record-vornehmen.html',
    checked,
  },
  {
    name: 'OVHcloud',
    suffixes: ['mail.ovh.net'],
    sets: [
      [
        '1 mx0.mail.ovh.net',
        '5 mx1.mail.ovh.net',
        '50 mx2.mail.ovh.net',
        '100 mx3.mail.ovh.net',
        '200 mx4.mail.ovh.net',
      ],
      ['1 mx0.mail.ovh.net', '5 mx1.mail.ovh.net', '50 mx2.mail.ovh.net', '100 mx3.mail.ovh.net'],
      ['1 mx1.mail.ovh.net', '5 mx2.mail.ovh.net', '100 mx3.mail.ovh.net'],
    ],
    spf: 'mx.ovh.com',
    source: 'https://docs.ovhcloud.com/en/guides/web-cloud/domains/dns-zone-mx',
    checked,
  },
  {
    name: 'Gandi',
    suffixes: ['mail.gandi.net'],
    sets: [['10 spool.mail.gandi.net', '50 fb.mail.gandi.net']],
    spf: '_mailcust.gandi.net',
    source: 'https://docs.gandi.net/en/domain_names/faq/record_types/mx_record.html',
    checked,
  },
  {
    name: 'Infomaniak',
    suffixes: ['mta-gw.infomaniak.ch'],
    sets: [['5 mta-gw.infomaniak.ch']],
    spf: 'spf.infomaniak.ch',
    source: 'https://www.infomaniak.com/en/support/faq/search?q=dns',
    checked,
  },
  {
    name: 'GoDaddy',
    suffixes: ['smtp.secureserver.net', 'mailstore1.secureserver.net'],
    sets: [['0 smtp.secureserver.net', '10 mailstore1.secureserver.net']],
    spf: 'secureserver.net',
    source:
      'https://github.com/Domain-Connect/Templates/blob/master/godaddy.com.professional_mail.json',
    checked,
  },
  {
    name: 'Hostinger',
    suffixes: ['mx1.hostinger.com', 'mx2.hostinger.com'],
    sets: [['5 mx1.hostinger.com', '10 mx2.hostinger.com']],
    spf: '_spf.mail.hostinger.com',
    source: 'https://www.hostinger.com/support/',
    checked,
  },
  {
    name: 'hosting.de',
    suffixes: ['mx01.hosting.de', 'mx02.hosting.de', 'mx03.hosting.de', 'mxbackup.hosting.de'],
    sets: [
      ['10 mx01.hosting.de', '10 mx02.hosting.de', '10 mx03.hosting.de', '20 mxbackup.hosting.de'],
    ],
    source: 'https://www.hosting.de/helpdesk/produkte/e-mail/mx-eintraege',
    checked,
  },
  {
    name: 'variomedia',
    suffixes: ['mail.variomedia.de'],
    sets: [['10 mail.variomedia.de']],
    source:
      'https://www.variomedia.de/faq/Was-sind-MX-Eintraege-und-wie-funktionieren-sie/article/169',
    checked,
  },
];
