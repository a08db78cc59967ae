import type { z } from 'zod'
import type { Ask } from './account-wire.ts'
import type { Params } from './fields.ts'

const rowsPerPage = 100
const mostPages = 100
const mostHistoryPages = 10

/** One of its lists: newest first, and going on after the last row of a page. */
export interface OkxList<T> {
  readonly path: string
  readonly of: Params
  readonly answer: z.ZodType<readonly T[]>
  /** What the next page goes on after. */
  readonly idOf: (row: T) => string
}

const pageOf = <T>(ask: Ask, { path, of, answer, idOf }: OkxList<T>, last: T | undefined) => {
  const after = last === undefined ? {} : { after: idOf(last) }
  const params = { instType: 'SPOT', limit: rowsPerPage, ...of, ...after }
  return ask({ method: 'GET', path, params, weight: 1, answer })
}

export const allPages = async <T>(ask: Ask, list: OkxList<T>): Promise<readonly T[]> => {
  const found: T[] = []
  for (let page = 0; page < mostPages; page += 1) {
    const rows = await pageOf(ask, list, found.at(-1))
    found.push(...rows)
    if (rows.length < rowsPerPage) return found
  }
  throw new RangeError(`more than ${mostPages} pages`)
}

/** Looks for one row from the newest on; null when the list ends without it. */
export const findIn = async <T>(ask: Ask, list: OkxList<T>, isIt: (row: T) => boolean): Promise<T | null> => {
  let last: T | undefined
  for (let page = 0; page < mostHistoryPages; page += 1) {
    const rows = await pageOf(ask, list, last)
    const found = rows.find(isIt)
    if (found !== undefined) return found
    if (rows.length < rowsPerPage) return null
    last = rows.at(-1)
  }
  throw new RangeError(`not among the newest ${mostHistoryPages * rowsPerPage} rows`)
}
