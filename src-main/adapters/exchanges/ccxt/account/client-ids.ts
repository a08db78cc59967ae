/** Both ways between our client order ids (letters, digits and dashes) and what an exchange takes for one. */
export interface ClientIds {
  /** The same text for the same id, ever; null when the exchange could not hold it. */
  toExchange(clientOrderId: string): string | null
  /** Null for one that cannot have been made here: others place orders too. */
  fromExchange(clientId: string): string | null
}

const plain = (id: string): string | null => (/^[A-Za-z0-9-]{1,36}$/.test(id) ? id : null)

/** Of exchanges that take dashes too, 36 at most. */
export const plainClientIds: ClientIds = { toExchange: plain, fromExchange: plain }

const written: Readonly<Record<string, string>> = { '-': 'Zd', Z: 'ZZ' }
const read: Readonly<Record<string, string>> = { Zd: '-', ZZ: 'Z' }

/** Of exchanges that take letters and digits only, 32 at most: Z escapes itself and the dash. */
export const escapedClientIds: ClientIds = {
  toExchange: (id) => {
    const text = id.replaceAll(/[-Z]/g, (character) => written[character] ?? '')
    return /^[A-Za-z0-9]{1,32}$/.test(text) ? text : null
  },
  fromExchange: (id) =>
    /^([A-Ya-z0-9]|Z[dZ])+$/.test(id) ? id.replaceAll(/Z[dZ]/g, (pair) => read[pair] ?? '') : null,
}
