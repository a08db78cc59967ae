import { addCash, cash, cashText } from '../../src-main/domain/money/decimal.ts'

/** Sum of two decimals given as texts, exact. */
export const addText = (a: string, b: string): string => cashText(addCash(cash(a, ''), cash(b, '')))
