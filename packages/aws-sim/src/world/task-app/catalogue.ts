/** What the demo shop sells, so that its site has something to show. */
export const catalogue = [
  { id: 'tea-01', name: 'Black tea, 250 g', priceCents: 890 },
  { id: 'tea-02', name: 'Green tea, 100 g', priceCents: 640 },
  { id: 'pot-01', name: 'Stoneware pot, 1 l', priceCents: 3450 },
  { id: 'cup-01', name: 'Cup, 0.2 l', priceCents: 1200 },
] as const
