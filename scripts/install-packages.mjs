#!/usr/bin/env node
import { createReport, runMain } from './setup/report.mjs'
import {
  desktopPackages,
  displayPackages,
  installSystemPackages,
  libraryPackages,
  missingSystemPackages,
} from './setup/system-packages.mjs'

// For a bare machine: one installation of all that a start and the end-to-end tests would ask for one by one.
await runMain(async () => {
  const missing = await missingSystemPackages([...displayPackages, ...libraryPackages, ...desktopPackages])
  if (missing.length > 0) {
    const what = `This system lacks packages that the tests need: ${missing.join(', ')}.`
    await installSystemPackages(missing, what, createReport())
  }
  return 0
})
