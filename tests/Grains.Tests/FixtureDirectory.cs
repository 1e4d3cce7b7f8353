using System.Runtime.CompilerServices;
using Fleet.Directory;

namespace Fleet;

/// <summary>A directory that fails when a test wants it to.</summary>
public sealed class FixtureDirectory : IFleetDirectory
{
    private readonly Dictionary<(string, EntityKind, string), FleetEntry> _entries = [];
    private readonly HashSet<string> _failing = [];
    private readonly Lock _lock = new();

    /// <summary>Every Put of this id throws until it is told otherwise.</summary>
    public void Fail(string id, bool failing = true)
    {
        lock (_lock)
        {
            _ = failing ? _failing.Add(id) : _failing.Remove(id);
        }
    }

    /// <summary>While true every List throws.</summary>
    public bool ListFails { get; set; }

    public FleetEntry? Find(string organizationId, EntityKind kind, string id)
    {
        lock (_lock)
        {
            return _entries.GetValueOrDefault((organizationId, kind, id));
        }
    }

    public Task Put(FleetEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_lock)
        {
            if (_failing.Contains(entry.Id))
                throw new IOException($"The directory is away for {entry.Id}.");

            _entries[(entry.OrganizationId, entry.Kind, entry.Id)] = entry;
        }

        return Task.CompletedTask;
    }

    public Task Remove(string organizationId, EntityKind kind, string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _entries.Remove((organizationId, kind, id));
        }

        return Task.CompletedTask;
    }

    public Task<DirectoryPage> List(DirectoryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (ListFails)
            throw new IOException("The directory is away.");

        lock (_lock)
        {
            return Task.FromResult(new DirectoryPage
            {
                Entries = [.. _entries.Values
                    .Where(e => e.OrganizationId == query.OrganizationId && e.Kind == query.Kind && (query.VehicleId is null || e.VehicleId == query.VehicleId))
                    .OrderByDescending(e => e.SortTime ?? DateTimeOffset.MinValue)
                    .ThenBy(e => e.Id, StringComparer.Ordinal)
                    .Take(query.Limit)],
            });
        }
    }

    public async IAsyncEnumerable<FleetEntry> WithClocks([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<FleetEntry> found;
        lock (_lock)
        {
            found = [.. _entries.Values.Where(e => e.HasClocks)];
        }

        foreach (var entry in found)
        {
            yield return entry;
        }

        await Task.CompletedTask;
    }
}
