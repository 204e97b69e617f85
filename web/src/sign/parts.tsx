// What the page of a person and the region's page of rules share.
export function Sources({ sources }: { sources: readonly { text: string; url: string }[] }) {
  return (
    <ul className="grid gap-2 text-sm">
      {sources.map((source) => (
        <li key={source.url} className="min-w-0">
          {source.text}
          <a
            href={source.url}
            target="_blank"
            rel="noreferrer"
            className="flex min-h-11 items-center break-all"
          >
            {source.url}
          </a>
        </li>
      ))}
    </ul>
  );
}
