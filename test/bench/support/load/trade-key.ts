/** Tells two trades of a pair apart, and finds two that are the same. */
export const tradeKey = (time: number, price: number, amount: number): string => `${time} ${price} ${amount}`
