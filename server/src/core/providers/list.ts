import { hosters } from './hosters';
import { mailboxProviders } from './mailboxes';
import type { Provider } from './provider';
import { relays } from './relays';

/** Every provider that is known. */
export const providers: readonly Provider[] = [...mailboxProviders, ...hosters, ...relays];
