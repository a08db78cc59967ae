import { useEffect } from 'react'
import { Navigate } from 'react-router'
import { openKillSheet } from '../../state/view-store.ts'

/** Where alerts, the menu and the tray lead: the sheet, over the overview. */
export const KillRoute = () => {
  useEffect(() => openKillSheet(null), [])
  return <Navigate to="/overview" replace />
}
