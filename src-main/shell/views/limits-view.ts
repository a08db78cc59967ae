import type { FeedBody } from '../../../src-preload/contract/feed.ts'
import type { LimitsView, LimitUse as UseView } from '../../../src-preload/contract/risk-views.ts'
import { cashText } from '../../domain/money/decimal.ts'
import type { Mode } from '../../domain/orders/order.ts'
import type { Engine } from '../../engine/engine.ts'
import type { LimitUse } from '../../engine/risk/limit-uses.ts'
import type { BotRuntime } from '../../engine/state/roster.ts'

type ScopeView = LimitsView['scopes'][number]

const number = (value: number): string => String(Number(value.toFixed(6)))

const useView = ({ key, about, use }: LimitUse): UseView => ({
  key: key as UseView['key'],
  about,
  ...(use.unit === 'money'
    ? { unit: 'money', used: cashText(use.used), limit: cashText(use.limit), currency: use.limit.currency }
    : { unit: use.unit, used: number(use.used), limit: number(use.limit), currency: null }),
})

const scopeView = ({ risk }: Engine, scope: ScopeView['scope'], mode: Mode): ScopeView => {
  const uses = scope.kind === 'account' ? risk.uses.ofAccount(scope.id) : risk.uses.ofMode(scope.id)
  const day = scope.kind === 'account' ? risk.losses.dayOfAccount(scope.id) : null
  return { scope, mode, uses: uses.map(useView), loosensAt: risk.limits.loosensAt(scope), day }
}

const assetViews = ({ risk }: Engine, mode: Mode): LimitsView['assets'] =>
  risk.uses.assets(mode).map((each) => {
    const { key: _, about, ...use } = useView(each)
    return { mode, asset: about ?? '', ...use }
  })

const modes: readonly Mode[] = ['live', 'paper']

/** Limits of the modes that have an account, each followed by its accounts. */
export const limitsView = (engine: Engine): LimitsView => {
  const accounts = [...engine.books.accounts.values()].map(({ book }) => book.account)
  const scopes = modes.flatMap((mode) => {
    const own = accounts.filter((account) => account.mode === mode)
    if (own.length === 0) return []
    return [
      scopeView(engine, { kind: 'mode', id: mode }, mode),
      ...own.map(({ id }) => scopeView(engine, { kind: 'account', id }, mode)),
    ]
  })
  return { scopes, assets: modes.flatMap((mode) => assetViews(engine, mode)) }
}

/** Those of one bot. */
export const botLimitsBody = ({ risk }: Engine, runtime: BotRuntime): FeedBody => ({
  kind: 'botLimits',
  botId: runtime.bot.id,
  uses: risk.botUses.of(runtime).map(useView),
  loosensAt: risk.limits.botLoosensAt(runtime),
})
