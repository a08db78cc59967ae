import type { Asked, Balance, Exchange, ExchangeFill, OpenOrder, Span } from '../ports/exchange.ts'

/** What an exchange says of an account, each part asked for itself: one that failed says nothing. */
export interface Reports {
  readonly openOrders: Asked<readonly OpenOrder[]>
  readonly fills: Asked<readonly ExchangeFill[]>
  readonly balances: Asked<readonly Balance[]>
}

const noAnswer = { kind: 'failed', cause: 'no answer in time' } as const

/**
 * Asks for everything at once. Balances that are older than a fill of the same reports show as a difference, and the
 * next look finds none.
 * @param within resolves with null when the answer takes too long
 */
export const askReports = async (
  exchange: Exchange,
  symbols: readonly string[],
  span: Span,
  within: <T>(work: Promise<T>) => Promise<T | null>,
): Promise<Reports> => {
  const part = async <T>(asked: Promise<Asked<T>>): Promise<Asked<T>> => {
    try {
      return (await within(asked)) ?? noAnswer
    } catch (error) {
      return { kind: 'failed', cause: error instanceof Error ? error.message : String(error) }
    }
  }
  const [openOrders, fills, balances] = await Promise.all([
    part(exchange.openOrders()),
    part(exchange.recentFills(symbols, span)),
    part(exchange.balances()),
  ])
  return { openOrders, fills, balances }
}
