using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fleet.Directory;
using Microsoft.Extensions.Options;

namespace Fleet.Storage;

/// <summary>
/// The directory of one process: nothing survives it. Vehicles, drivers and fences are as many as there are; trips
/// that have ended are bounded by <see cref="MemoryDirectoryOptions.EndedTrips"/>.
/// </summary>
public sealed class MemoryFleetDirectory(IOptions<MemoryDirectoryOptions> options) : IFleetDirectory
{
    private readonly ConcurrentDictionary<(string Organization, EntityKind Kind), DirectoryShelf> _shelves = new();

    public Task Put(FleetEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _shelves.GetOrAdd((entry.OrganizationId, entry.Kind), _ => new DirectoryShelf(options.Value.EndedTrips)).Put(entry);
        return Task.CompletedTask;
    }

    public Task Remove(string organizationId, EntityKind kind, string id, CancellationToken cancellationToken)
    {
        if (_shelves.TryGetValue((organizationId, kind), out var shelf))
            shelf.Remove(id);
        return Task.CompletedTask;
    }

    public Task<DirectoryPage> List(DirectoryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        return Task.FromResult(_shelves.TryGetValue((query.OrganizationId, query.Kind), out var shelf)
            ? shelf.List(query)
            : new DirectoryPage { Entries = [] });
    }

    public async IAsyncEnumerable<FleetEntry> WithClocks([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var shelf in _shelves.Values)
        {
            foreach (var entry in shelf.WithClocks())
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return entry;
            }
        }

        await Task.CompletedTask;
    }
}
