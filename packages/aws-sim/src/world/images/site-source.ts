/** Values that a Vite build bakes into the bundle, by name (`VITE_…`). */
export type SiteSettings = Readonly<Record<string, string>>

/** The page; `assets` are names with a content hash. */
export const indexHtml = (
  version: string,
  assets: { readonly entry: string; readonly style: string },
): string => `<!doctype html>
<html lang="en" data-build-version="${version}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Storefront</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/assets/${assets.style}" />
    <script type="module" src="/assets/${assets.entry}"></script>
  </head>
  <body>
    <main id="app"><p>Loading…</p></main>
  </body>
</html>
`

/**
 * The entry as a minifier leaves it. It sends its cookies along, so that the backend knows its cohort: the settings once as the object that `import.meta.env` became,
 * and once more as plain strings where the code used them.
 */
export function entryScript(
  settings: SiteSettings,
  chunks: { readonly view: string; readonly format: string },
): string {
  const baked = Object.entries(settings).map(([name, value]) => `${name}:${JSON.stringify(value)}`)
  const env = `{BASE_URL:"/",DEV:!1,MODE:"production",PROD:!0,SSR:!1,${baked.join(',')}}`
  const api = JSON.stringify(settings['VITE_API_URL'] ?? '')
  const version = JSON.stringify(settings['VITE_BUILD_VERSION'] ?? '')
  return [
    `import{s as t}from"./${chunks.view}";`,
    `const e=${env};`,
    `async function n(o){const r=await fetch(${api}+o,{credentials:"include"});if(!r.ok)throw new Error("HTTP "+r.status);return r.json()}`,
    `const a=document.querySelector("#app");`,
    `async function i(){let o="unreachable",r=[];try{o=(await n("/version")).version;const h=await n("/api/catalogue");o=h.version;r=h.items}catch(c){console.warn("The backend did not answer.",c.message)}`,
    `const{p:m}=await import("./${chunks.format}");t(a,{frontend:${version},backend:o,environment:e.VITE_ENVIRONMENT,items:r.map(c=>({name:c.name,price:m(c.priceCents)}))})}`,
    `i();\n`,
  ].join('')
}

/** Shows both versions side by side, and what the shop sells. */
export const viewScript = `function s(e,t){const n=(o,r,a)=>{const i=document.createElement(r);return i.textContent=a,o.append(i),i};e.replaceChildren();n(e,"h1","Storefront");const l=n(e,"dl","");for(const[o,r]of[["Environment",t.environment],["Frontend",t.frontend],["Backend",t.backend]]){n(l,"dt",o);n(l,"dd",r).dataset.field=o.toLowerCase()}t.frontend!==t.backend&&(n(e,"p","The two halves are not the same version.").className="mismatch");const u=n(e,"ul","");for(const o of t.items)n(u,"li",o.name+" — "+o.price)}export{s};\n`

export const formatScript = `const e=new Intl.NumberFormat("en",{style:"currency",currency:"EUR"}),p=t=>e.format(t/100);export{p};\n`

export const styleSheet = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}main{max-width:40rem;margin:3rem auto;padding:0 1rem}dl{display:grid;grid-template-columns:8rem 1fr}dd{margin:0;font-family:ui-monospace,monospace}.mismatch{color:#b42318;font-weight:600}\n`

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M2 6l2-4h8l2 4v8H2z" fill="#0f766e"/></svg>\n`
