export const coveragePath = (venueId: string): string =>
  `/markets/coverage?${new URLSearchParams({ venue: venueId })}`
