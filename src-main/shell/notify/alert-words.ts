import type { alertCodes } from '../../../src-preload/contract/alert-codes.ts'

export type AlertCode = (typeof alertCodes)[number]

/** Title, then body: who, what, why, and what to do next. null: it stays in the app. */
type Words = readonly [string, string] | null

export type AlertWords = Readonly<Record<AlertCode, Words>>
