/** Client id and when the order's bytes were on the socket, ms of the clock that all processes share. */
export type SentOrders = readonly (readonly [clientId: string, atMs: number])[]

/** The channel on which the account worker of the benchmark tells of them. */
export const sentOrders = 'sent orders'
