import type { Sentence } from '../../src-preload/contract/values.ts'

/** Of what may halt a bot: where it is settled. */
const routes: Readonly<Partial<Record<Sentence['code'], string>>> = {
  'decision.kill-switch': '/kill',
  'decision.reconciliation-needed': '/positions',
  'decision.position-unprotected': '/positions',
  'decision.key-refused': '/settings/keys',
  'decision.account-closed': '/settings/keys',
  'decision.live-off': '/settings',
  'decision.breaker-open': '/risk',
  'decision.breaker-probing': '/risk',
}

/** null where there is nothing to be done but wait. */
export const haltRoute = (reason: Sentence): string | null => routes[reason.code] ?? null
