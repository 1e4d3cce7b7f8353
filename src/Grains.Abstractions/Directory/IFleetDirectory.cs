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

    /// <summary>Of all organizations, in any order: what <see cref="FleetEntry.HasClocks"/>. After a restart they must run again.</summary>
    IAsyncEnumerable<FleetEntry> WithClocks(CancellationToken cancellationToken);
}
