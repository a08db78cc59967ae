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
/** Times that all ticks of a candle are taken; more often where there are more passes. */
const repeats = 4
const ticks = minutes.map(ticksOf)

interface Contender {
  /** Times that the recording is taken in a round, so that rounds of all take alike long. */
  readonly passes: number
  /** Takes the next candle of a series that goes on from round to round. */
  commit(candle: ClosedCandle): void
  /** Begins a new candle that is still in progress, where that is a step of its own. */
  begin?(tick: FormingCandle): void
  tick?(tick: FormingCandle): void
  /** Takes the last of a candle's ticks for its close. */
  end?(tick: FormingCandle): void
  /** Whether all was that was read. */
  isDefined?(): boolean
}

const ownSet = (): Contender => {
  const set = new FullSet()
  return {
    passes: 12,
    commit: (candle) => set.commit(candle),
    tick: (tick) => set.peek(tick),
    isDefined: () => !Number.isNaN(set.sum),
  }
}

/** To it a candle in progress is the newest one, replaced again and again. */
const tradingSignalsSet = (): Contender => {
  const set = new TradingSignalsSet()
  return {
    passes: 1,
    commit: (candle) => set.update(candle, false),
    begin: (tick) => set.update(tick, false),
    tick: (tick) => set.update(tick, true),
    end: (tick) => set.update(tick, true),
  }
}

const technicalIndicatorsSet = (): Contender => {
  const set = new TechnicalIndicatorsSet()
  return { passes: 1, commit: (candle) => set.commit(candle) }
}

const contenders = {
  own: ownSet,
  'trading-signals': tradingSignalsSet,
  technicalindicators: technicalIndicatorsSet,
}

const perCommit = (contender: Contender): number => {
  const startedAt = process.hrtime.bigint()
  for (let round = 0; round < contender.passes; round += 1) {
    for (const candle of minutes) contender.commit(candle)
  }
  return Number(process.hrtime.bigint() - startedAt) / (contender.passes * minutes.length)
}

const takeTicks = (
  tick: (tick: FormingCandle) => void,
  all: readonly FormingCandle[],
  times: number,
): void => {
  for (let round = 0; round < times; round += 1) for (const each of all) tick(each)
}

const perTick = (contender: Contender): number => {
  const { tick } = contender
  if (tick === undefined) throw new Error('it takes no candle in progress')
  const times = repeats * contender.passes
  let [spent, taken] = [0, 0]
  for (const [index, candle] of minutes.entries()) {
    const all = ticks[index] ?? []
    const [first, last] = [all[0], all.at(-1)]
    if (index % stride !== 0 || first === undefined || last === undefined) {
      contender.commit(candle)
      continue
    }
    contender.begin?.(first)
    const startedAt = process.hrtime.bigint()
    takeTicks(tick, all, times)
    spent += Number(process.hrtime.bigint() - startedAt)
    taken += times * all.length
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
  if (contender.isDefined?.() === false) throw new Error('something was not defined')
  return spent
})
