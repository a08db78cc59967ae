/** Of failures that may come by the thousand: the first ten, then the 100th, the 1,000th and so on. */
export const isWorthSaying = (count: number): boolean => count <= 10 || /^10+$/.test(String(count))
