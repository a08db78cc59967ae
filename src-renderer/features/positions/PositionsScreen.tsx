export const PositionsScreen = () => null
