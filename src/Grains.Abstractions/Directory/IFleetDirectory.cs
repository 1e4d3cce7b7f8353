namespace Fleet.Directory;

/// <summary>
/// Which vehicles, drivers, trips and fences there are, for lists. Grains write a line when they come to exist or when
/// what lists filter by changes, never per position. One per cluster: in memory for one process, else PostgreSQL.
/// </summary>
public interface IFleetDirectory
{
    /// <summary>Adds or replaces the line.</summary>
    Task Put(FleetEntry entry, CancellationToken cancellationToken);

    Task Remove(string organizationId, EntityKind kind, string id, CancellationToken cancellationToken);

    Task<DirectoryPage> List(DirectoryQuery query, CancellationToken cancellationToken);

    /// <summary>Trips of all organizations that are active or paused: after a restart their clocks must run again.</summary>
    IAsyncEnumerable<FleetEntry> TripsUnderWay(CancellationToken cancellationToken);

    /// <summary>Drivers of all organizations with <see cref="FleetEntry.DutyRuns"/>, on a trip or not.</summary>
    IAsyncEnumerable<FleetEntry> DriversWithDeadlines(CancellationToken cancellationToken);

    /// <summary>What of all organizations is <see cref="FleetEntry.Pending"/>.</summary>
    IAsyncEnumerable<FleetEntry> Pending(CancellationToken cancellationToken);

    /// <summary>Everything of one kind, of all organizations: after a restart what has clocks of its own is woken.</summary>
    IAsyncEnumerable<FleetEntry> All(EntityKind kind, CancellationToken cancellationToken);
}
