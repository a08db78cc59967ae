import type { BreakerView } from '../../src-preload/contract/risk-views.ts'
import type { Facts } from '../i18n/message.ts'

/** As a sentence about the breaker takes them. */
export const breakerFacts = ({ rule, subject, value, limit, unit, currency }: BreakerView): Facts => ({
  ...{ rule, subject, value, limit },
  ...(currency === null ? { unit } : { currency }),
})

/** The screen with this breaker in sight. */
export const breakerRoute = (id: string): string => `/risk?breaker=${encodeURIComponent(id)}`
