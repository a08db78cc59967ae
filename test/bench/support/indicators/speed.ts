import type { ClosedCandle, FormingCandle } from '../../../../src-main/domain/market/candle.ts'
import { answerQuestions } from '../load/forked.ts'
import { FullSet } from './full-set.ts'
import { minutes, ticksOf, warmUp } from './market.ts'
import { TechnicalIndicatorsSet, TradingSignalsSet } from './other-sets.ts'

/** Each contender lives in a process of its own, so that none shapes what the compiler learns about another. */
export interface SpeedQuestion {
  readonly of: 'own' | 'trading-signals' | 'technicalindicators'
  readonly what: 'commit' | 'tick'
}

/** Candles between two in whose course ticks are measured. */
const stride = 20
/** Times that all ticks of a candle are taken. */
const repeats = 8
const ticks = minutes.map(ticksOf)

let sink = 0

interface Contender {
  /** Takes the next candle of a series that goes on from round to round. */
  commit(candle: ClosedCandle): void
  /** Begins a new candle that is still in progress, where that is a step of its own. */
  begin?(tick: FormingCandle): void
  tick?(tick: FormingCandle): void
  /** Takes the last of a candle's ticks for its close. */
  end?(tick: FormingCandle): void
}

const ownSet = (): Contender => {
  const set = new FullSet()
  return {
    commit: (candle) => set.commit(candle),
    tick: (tick) => {
      sink += set.peek(tick)
    },
  }
}

/** To it a candle in progress is the newest one, replaced again and again. */
const tradingSignalsSet = (): Contender => {
  const set = new TradingSignalsSet()
  return {
    commit: (candle) => set.update(candle, false),
    begin: (tick) => set.update(tick, false),
    tick: (tick) => set.update(tick, true),
    end: (tick) => set.update(tick, true),
  }
}

const technicalIndicatorsSet = (): Contender => {
  const set = new TechnicalIndicatorsSet()
  return { commit: (candle) => set.commit(candle) }
}

const contenders = {
  own: ownSet,
  'trading-signals': tradingSignalsSet,
  technicalindicators: technicalIndicatorsSet,
}

const nanoseconds = (work: () => void): number => {
  const startedAt = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - startedAt)
}

const perCommit = (contender: Contender): number =>
  nanoseconds(() => {
    for (const candle of minutes) contender.commit(candle)
  }) / minutes.length

const perTick = (contender: Contender): number => {
  const { tick } = contender
  if (tick === undefined) throw new Error('it takes no candle in progress')
  let [spent, taken] = [0, 0]
  for (const [index, candle] of minutes.entries()) {
    const [first, ...others] = ticks[index] ?? []
    const last = others.at(-1)
    if (index % stride !== 0 || first === undefined || last === undefined) {
      contender.commit(candle)
      continue
    }
    contender.begin?.(first)
    spent += nanoseconds(() => {
      for (let round = 0; round < repeats; round += 1) for (const each of others) tick(each)
    })
    taken += repeats * others.length
    if (contender.end === undefined) contender.commit(candle)
    else contender.end(last)
  }
  return spent / taken
}

const made = new Map<SpeedQuestion['of'], Contender>()

const contenderOf = (name: SpeedQuestion['of']): Contender => {
  const known = made.get(name)
  if (known !== undefined) return known
  const contender = contenders[name]()
  made.set(name, contender)
  // What is not defined yet would cost less.
  for (const candle of minutes.slice(0, warmUp)) contender.commit(candle)
  return contender
}

answerQuestions(({ of, what }: SpeedQuestion): number => {
  const contender = contenderOf(of)
  const spent = what === 'commit' ? perCommit(contender) : perTick(contender)
  if (Number.isNaN(sink)) throw new Error('something was not defined')
  return spent
})
