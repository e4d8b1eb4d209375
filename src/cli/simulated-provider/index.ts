/** The provider behind `headgate demo`: a real HTTP server on loopback that speaks both dialect families and costs nothing. */
export { type SimulatedProvider, startSimulatedProvider } from './server.js'
