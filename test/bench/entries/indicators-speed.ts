import { join } from 'node:path'
import type { Entry } from '../support/entry.ts'
import { isCompilerPresent, startCompiledSet } from '../support/indicators/compiled.ts'
import { isPandasPresent, startPandasWindow } from '../support/indicators/pandas.ts'
import type { SpeedQuestion } from '../support/indicators/speed.ts'
import { interleave } from '../support/interleave.ts'
import { startForked } from '../support/load/forked.ts'
import type { Measurement } from '../support/report.ts'

const rounds = 30
/** Until the compiler has done what it does. */
const warmUp = 15
const program = join(import.meta.dirname, '../support/indicators/speed.ts')

/** Of one that is not present. */
const absent = (): number => Number.NaN

/** Each in a process of its own, turn by turn. */
const measureAll = async () => {
  const compiled = isCompilerPresent() ? await startCompiledSet() : null
  const pandas = isPandasPresent() ? await startPandasWindow() : null
  const own = startForked<SpeedQuestion, number>(program)
  const signals = startForked<SpeedQuestion, number>(program)
  const technical = startForked<SpeedQuestion, number>(program)
  try {
    const samples = await interleave(
      [
        () => own.ask({ of: 'own', what: 'commit' }),
        () => own.ask({ of: 'own', what: 'tick' }),
        () => signals.ask({ of: 'trading-signals', what: 'commit' }),
        () => signals.ask({ of: 'trading-signals', what: 'tick' }),
        () => technical.ask({ of: 'technicalindicators', what: 'commit' }),
        compiled?.perCommit ?? absent,
        compiled?.perTick ?? absent,
        pandas?.recalculate ?? absent,
      ],
      { rounds, warmUp },
    )
    return { samples, isCompiled: compiled !== null, hasPandas: pandas !== null }
  } finally {
    await Promise.all([own, signals, technical, compiled, pandas].map((contender) => contender?.close()))
  }
}

/** What a series costs whose every indicator is kept up to date. */
export const indicatorsSpeed: Entry = {
  names: ['indicators.commit', 'indicators.tick'],
  async run(say): Promise<readonly Measurement[]> {
    say('indicators: the full set of 12 on BTC/USDT by the minute; the others with what they have of it')
    const { samples, isCompiled, hasPandas } = await measureAll()
    const [commit = [], tick = [], signalsCommit = [], signalsTick = [], technicalCommit = []] = samples
    const [compiledCommit = [], compiledTick = [], pandasWindow = []] = samples.slice(5)
    const against = (
      name: string,
      samples: readonly number[],
      times: number,
      own: 'commit' | 'tick',
      words = `≥ ${times.toLocaleString('en')} times faster`,
    ): Measurement => ({
      name: `indicators.${own}`,
      unit: 'ns',
      samples: own === 'commit' ? commit : tick,
      baselines: [{ name, samples }],
      goal: { words, met: ({ ratio }) => ratio >= times },
    })
    const lines = [
      against('trading-signals', signalsCommit, 15, 'commit'),
      against('technicalindicators', technicalCommit, 20, 'commit'),
      against("trading-signals' replace", signalsTick, 50, 'tick'),
      against('a new candle', commit, 1 / 0.3, 'tick', '≤ 0.3 of a new candle'),
    ]
    if (isCompiled) {
      lines.push(
        against('the same in C', compiledCommit, 1 / 2.5, 'commit', '≤ 2.5 × C'),
        against('the same in C', compiledTick, 1 / 2.5, 'tick', '≤ 2.5 × C'),
      )
    } else say('indicators.commit: a C compiler is not present')
    if (hasPandas) lines.push(against('pandas on 100 candles', pandasWindow, 25_000, 'commit'))
    else say('indicators.commit: pandas is not present')
    return lines
  },
}
