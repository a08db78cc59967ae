import { type FaultKind, faultKinds } from './judge.ts'
import type { Unprotected } from './protection-watch.ts'
import type { SeedResult } from './run-seed.ts'

/** What came of many seeds. */
export interface Scorecard {
  readonly seeds: number
  readonly orders: number
  readonly fills: number
  readonly crashes: number
  readonly powerLosses: number
  readonly kills: number
  /** Of each seed in which positions must have a stop order at the exchange, the longest without one. */
  readonly unprotected: readonly Unprotected[]
  readonly found: Readonly<Record<FaultKind, number>>
  /** Seeds with findings, and how each is run again. */
  readonly failures: readonly string[]
}

const replayCommand = ({ seed, kills }: SeedResult): string =>
  `npm run bench -- --fault-seed ${seed}${kills > 0 ? ' --kill' : ''}`

const described = (result: SeedResult): string =>
  [
    `seed ${result.seed}, again with: ${replayCommand(result)}`,
    ...result.findings.map((each) => `  ${each.kind}: ${each.text}`),
  ].join('\n')

export const scorecardOf = (results: readonly SeedResult[]): Scorecard => {
  const sum = (of: (result: SeedResult) => number) => results.reduce((total, each) => total + of(each), 0)
  const count = (kind: FaultKind) =>
    sum(({ findings }) => findings.filter((each) => each.kind === kind).length)
  return {
    seeds: results.length,
    orders: sum(({ orders }) => orders),
    fills: sum(({ fills }) => fills),
    crashes: sum(({ crashes }) => crashes),
    powerLosses: sum(({ powerLosses }) => powerLosses),
    kills: sum(({ kills }) => kills),
    unprotected: results.flatMap(({ unprotected }) => unprotected ?? []),
    found: Object.fromEntries(faultKinds.map((kind) => [kind, count(kind)])) as Record<FaultKind, number>,
    failures: results.filter(({ findings }) => findings.length > 0).map(described),
  }
}
