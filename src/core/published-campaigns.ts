/**
 * What other campaigns came to, to be read beside one's own: R and gain as published or as they follow from published
 * numbers (R = 1 - seeds / total, gain = total / seeds; Watts & Peretti 2007).
 */
export type PublishedCampaign = {
  name: string
  seeds: number | null
  total: number | null
  r: number
  /** The figure is a lower bound. */
  atLeast: boolean
  source: string
}

export const publishedCampaigns: readonly PublishedCampaign[] = [
  {
    name: 'Tide Coldwater',
    seeds: 900_000,
    total: 940_000,
    r: 1 - 900_000 / 940_000,
    atLeast: false,
    source: 'Watts & Peretti, Harvard Business Review, May 2007',
  },
  {
    name: 'IBM newsletter, 11 European countries',
    seeds: null,
    total: 31_183,
    r: 0.26,
    atLeast: false,
    source: 'Iribarren & Moro, Physical Review Letters 103, 038702 (2009)',
  },
  {
    name: 'Financial services, 36 days',
    seeds: 35_158,
    total: 228_351,
    r: 1 - 35_158 / 228_351,
    atLeast: true,
    source: 'van der Lans, van Bruggen, Eliashberg & Wierenga, Marketing Science 29 (2010)',
  },
]
