import type { CcxtAddresses } from './ccxt-exchange.ts'
import type { DialectId } from './dialects.ts'

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

/** Where ccxt's classes look for each kind of address, from two bases; null keeps the usual ones. */
const maps: Readonly<Record<DialectId, (rest: string | null, ws: string | null) => CcxtAddresses>> = {
  binance: (rest, ws) => ({
    ...(rest === null
      ? {}
      : {
          public: `${rest}/api/v3`,
          private: `${rest}/api/v3`,
          v1: `${rest}/api/v1`,
          sapi: `${rest}/sapi/v1`,
        }),
    // Its stream path must contain "/stream", which is how ccxt tells spot from the rest.
    ...(ws === null ? {} : { ws: { spot: `${ws}/stream/ws`, 'ws-api': { spot: `${ws}/ws-api/v3` } } }),
  }),
  bybit: (rest, ws) => ({
    ...(rest === null ? {} : { spot: rest, futures: rest, v2: rest, public: rest, private: rest }),
    ...(ws === null
      ? {}
      : { ws: { public: { spot: `${ws}/v5/public/spot` }, private: { contract: `${ws}/v5/private` } } }),
  }),
  okx: (rest, ws) => ({
    ...(rest === null ? {} : { rest }),
    ...(ws === null ? {} : { ws: `${ws}/ws/v5` }),
  }),
}

export const addressesFor = (
  id: DialectId,
  restUrl: string | null,
  wsUrl: string | null,
): CcxtAddresses | null =>
  restUrl === null && wsUrl === null
    ? null
    : maps[id](restUrl === null ? null : withoutSlash(restUrl), wsUrl === null ? null : withoutSlash(wsUrl))
