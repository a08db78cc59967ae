import { describe, expect, it } from 'vitest'
import { hasDisplay } from '../../scripts/setup/display.mjs'
import { isSuitableNode } from '../../scripts/setup/node-runtime.mjs'
import { createReport, SetupError } from '../../scripts/setup/report.mjs'
import { installAdvice } from '../../scripts/setup/system-packages.mjs'
import { countTests } from '../../scripts/setup/tools.mjs'

describe('a suitable Node.js', () => {
  it.each(['22.22.2', '22.23.0', '24.15.0', '24.21.0', '26.0.0', '27.1.0'])('is %s', (version) => {
    expect(isSuitableNode(version)).toBe(true)
  })

  it.each(['18.20.8', '20.20.2', '22.22.1', '22.18.0', '23.11.0', '24.14.1', '25.9.0'])(
    'is not %s',
    (version) => {
      expect(isSuitableNode(version)).toBe(false)
    },
  )
})

describe('a display', () => {
  it('is an X server or a Wayland one, on Linux only', () => {
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true)
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
    expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false)
    expect(hasDisplay({}, 'linux')).toBe(false)
    expect(hasDisplay({}, 'darwin')).toBe(true)
  })
})

it('advises the exact command where apt is, and names the packages elsewhere', () => {
  expect(installAdvice(['xvfb', 'libnss3'], true)).toBe(
    'Run: sudo apt-get update && sudo apt-get install -y xvfb libnss3',
  )
  expect(installAdvice(['xvfb', 'libnss3'], false)).toContain('xvfb, libnss3')
})

describe('the count of tests', () => {
  it('adds a file that broke before its first test', () => {
    const testResults = [
      { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ]
    expect(countTests({ numPassedTests: 3, numFailedTests: 1, testResults })).toEqual({
      passed: 3,
      failed: 2,
    })
  })
})

describe('the report', () => {
  it('gives a step one line with its time, and none to one that failed', async () => {
    let text = ''
    const report = createReport({ write: (some: string) => (text += some) })
    expect(await report.step('Building the app', () => 42)).toBe(42)
    await expect(
      report.step('Downloading Electron', () => {
        throw new SetupError('It failed.', 'Try again.')
      }),
    ).rejects.toThrow('It failed.')
    expect(text).toMatch(/^Building the app: \d+\.\d s\n$/)
  })
})
