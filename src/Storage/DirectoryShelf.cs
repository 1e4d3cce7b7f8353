using System.Collections.Immutable;
using Fleet.Directory;
using Fleet.Trips;

namespace Fleet.Storage;

/// <summary>The lines of one organization and kind, in the order of their lists. Safe for concurrent use.</summary>
internal sealed class DirectoryShelf(int endedTrips)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, FleetEntry> _byId = new(StringComparer.Ordinal);
    private readonly SortedSet<ShelfPlace> _order = [];

    // Bound: endedTrips; overflow: the one that began first leaves the directory.
    private readonly SortedSet<ShelfPlace> _ended = [];

    public void Put(FleetEntry entry)
    {
        lock (_lock)
        {
            TakeOut(entry.Id);
            var place = ShelfPlace.Of(entry);
            _byId[entry.Id] = entry;
            _order.Add(place);
            if (entry.TripStatus is not (TripStatus.Completed or TripStatus.Cancelled) && (entry.Pending || entry.Status != "resolved"))
                return;
            _ended.Add(place);
            if (_ended.Count > endedTrips)
                TakeOut(_ended.Max.Id);
        }
    }

    public void Remove(string id)
    {
        lock (_lock)
            TakeOut(id);
    }

    public List<FleetEntry> WithClocks()
    {
        lock (_lock)
            return [.. _byId.Values.Where(e => e.HasClocks)];
    }

    /// <summary>A page that begins behind <see cref="DirectoryQuery.After"/>, which need not exist any more.</summary>
    public DirectoryPage List(DirectoryQuery query)
    {
        var page = ImmutableArray.CreateBuilder<FleetEntry>();
        lock (_lock)
        {
            foreach (var place in Behind(query.After))
            {
                var entry = _byId[place.Id];
                if (!Matches(entry, query))
                    continue;
                if (page.Count == query.Limit)
                    return new DirectoryPage { Entries = page.ToImmutable(), Next = ShelfPlace.Of(page[^1]).ToCursor() };
                page.Add(entry);
            }
        }

        return new DirectoryPage { Entries = page.ToImmutable() };
    }

    private IEnumerable<ShelfPlace> Behind(string? cursor)
    {
        if (cursor is null || _order.Count == 0)
            return _order;
        var after = ShelfPlace.FromCursor(cursor);
        return after.CompareTo(_order.Max) >= 0 ? [] : _order.GetViewBetween(after, _order.Max).SkipWhile(p => p.Equals(after));
    }

    private void TakeOut(string id)
    {
        if (!_byId.Remove(id, out var entry))
            return;
        var place = ShelfPlace.Of(entry);
        _order.Remove(place);
        _ended.Remove(place);
    }

    private static bool Matches(FleetEntry entry, DirectoryQuery query) =>
        (query.VehicleId is null || entry.VehicleId == query.VehicleId)
        && (query.DriverId is null || entry.DriverId == query.DriverId)
        && (query.TripStatus is null || entry.TripStatus == query.TripStatus)
        && (query.Status is null || entry.Status == query.Status)
        && (query.From is null || entry.SortTime >= query.From)
        && (query.Until is null || entry.SortTime < query.Until);
}
