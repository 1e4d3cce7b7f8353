using Fleet.Directory;

namespace Fleet.Gateway.Api.Lists;

/// <summary>
/// A list out of the directory: one page of lines, then the live state of each from its grain. What the grain no longer
/// knows, or the caller may not see, is left out.
/// </summary>
internal sealed class DirectoryLists(IFleetDirectory directory)
{
    /// <summary>Grain calls of one list under way at once; the page size bounds how many there are at all.</summary>
    private const int CallsAtOnce = 16;

    public async Task<PageOf<T>> Read<T>(
        PageRequest page, DirectoryQuery query, Func<string, Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        var found = await directory.List(query with { After = page.After, Limit = page.Limit }, cancellationToken);
        var items = new List<T>(found.Entries.Length);
        foreach (var chunk in found.Entries.Chunk(CallsAtOnce))
        {
            foreach (var item in await Task.WhenAll(chunk.Select(entry => find(entry.Id))))
            {
                if (item is not null)
                    items.Add(item);
            }
        }

        return page.Page(items, found.Next);
    }
}
