/** A drawing of the page as a file of its own: what the style sheets say is written into it first. */

const DRAWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity"] as const;
const WRITTEN = ["font-family", "font-size", "font-weight", "text-anchor", "fill"] as const;
const SHARP = 2;
const NAMESPACE = "http://www.w3.org/2000/svg";

function alone(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [from = [], to = []] = [drawing, copy].map((each) => [each, ...each.querySelectorAll("*")]);
  from.forEach((each, at) => {
    const [style, made] = [getComputedStyle(each), to[at]];
    if (!(made instanceof SVGElement)) return;
    const written = made.tagName === "text" || made.tagName === "tspan";
    const drawn = ["rect", "path", "circle", "line"].includes(made.tagName);
    for (const name of written ? WRITTEN : drawn ? DRAWN : [])
      made.setAttribute(name, style.getPropertyValue(name));
    const href = made.getAttribute("href");
    if (href) made.setAttribute("href", new URL(href, window.location.href).href);
    for (const name of ["class", "tabindex", "aria-expanded", "data-lane"]) made.removeAttribute(name);
  });
  copy.setAttribute("xmlns", NAMESPACE);
  return copy;
}

const textOf = (drawing: SVGSVGElement): string => new XMLSerializer().serializeToString(alone(drawing));

/** The drawing as an SVG file with its fonts named; its marks stay links. */
export const svgOf = (drawing: SVGSVGElement): Blob =>
  new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', textOf(drawing)], { type: "image/svg+xml" });

/** A PNG of an SVG on the page, twice as sharp as it is shown. Rejects where the browser cannot draw it. */
export async function pngOf(drawing: SVGSVGElement): Promise<Blob> {
  const { width, height } = drawing.viewBox.baseVal;
  const address = URL.createObjectURL(svgOf(drawing));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.ceil(width * SHARP), Math.ceil(height * SHARP)];
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    pen.scale(SHARP, SHARP);
    pen.drawImage(image, 0, 0, width, height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("no picture"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Hands a file to the browser's downloads. */
export function download(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
