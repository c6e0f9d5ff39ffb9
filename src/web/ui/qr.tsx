import type { QrCode } from '../../core/qr.ts'

/** Dark on light in every colour scheme: not every camera reads a code the other way round. */
export function QrPicture({ code, label }: { code: QrCode; label: string }) {
  const { size, path } = code
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} transform="translate(0 .5)" stroke="#000" />
    </svg>
  )
}
