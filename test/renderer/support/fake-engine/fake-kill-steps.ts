import type { KillStepView, KillWishView } from '../../../../src-preload/contract/kill-views.ts'
import type { FakeBot } from './fake-bot.ts'

const states = ['done', 'accepted', 'sent', 'failed', 'waiting'] as const
const reasons: Readonly<Record<(typeof states)[number], KillWishView['reason']>> = {
  done: null,
  accepted: null,
  sent: { code: 'kill.sale-unknown' },
  failed: { code: 'kill.sale-refused', facts: { code: 'INSUFFICIENT_FUNDS' } },
  waiting: { code: 'kill.no-connection' },
}

const wishesOf = (step: KillStepView['step'], bots: readonly FakeBot[]): KillWishView[] =>
  states.map((state, index) => ({
    id: `${step} ${index}`,
    symbol: bots[index % bots.length]?.symbol ?? 'BTC/USDT',
    side: step === 'cancel-orders' ? 'buy' : 'sell',
    quantity: '0.25',
    botName: bots[index % bots.length]?.settings.name ?? 'Bot',
    state,
    reason: reasons[state],
    isRetried: state !== 'failed',
    changedAt: Date.now(),
  }))

/** One wish of each state, whatever the bots hold: for looking at. */
export class FakeKillSteps {
  all: readonly KillStepView[] = []

  ask(mode: KillStepView['mode'], step: KillStepView['step'], bots: readonly FakeBot[]): void {
    const others = this.all.filter((each) => each.step !== step || each.mode !== mode)
    this.all = [...others, { mode, step, askedAt: Date.now(), wishes: wishesOf(step, bots) }]
  }
}
