import type { RequiredTexts } from '../required-texts.ts'
import { enAlerts } from './alerts.ts'
import { enBots } from './bots.ts'
import { enCodes } from './codes.ts'
import { enData } from './data.ts'
import { enExits } from './exits.ts'
import { enFrame } from './frame.ts'
import { enJournal } from './journal.ts'
import { enKeys } from './keys.ts'
import { enKill } from './kill.ts'
import { enLimits } from './limits.ts'
import { enLive } from './live.ts'
import { enMarkets } from './markets.ts'
import { enOverview } from './overview.ts'
import { enReconciliation } from './reconciliation.ts'
import { enRisk } from './risk.ts'
import { enTrading } from './trading.ts'
import { enWizard } from './wizard.ts'

/** The law: every other language has these keys, no fewer and no more. */
export const en = {
  ...enCodes,
  ...enFrame,
  ...enKill,
  ...enLimits,
  ...enKeys,
  ...enLive,
  ...enOverview,
  ...enBots,
  ...enWizard,
  ...enTrading,
  ...enReconciliation,
  ...enRisk,
  ...enMarkets,
  ...enData,
  ...enExits,
  ...enJournal,
  ...enAlerts,
} as const satisfies RequiredTexts
