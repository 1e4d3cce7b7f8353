using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Fleet.Directory;
using Fleet.Trips;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>The directory on PostgreSQL. Pages by key, so that page 1,000 costs what page 1 does.</summary>
public sealed class PostgresFleetDirectory(NpgsqlDataSource dataSource) : IFleetDirectory
{
    private const int PageRows = 1_000;

    // Each has an index of its own, of a handful of rows among all there are. A host of the version before writes duty_runs alone.
    private static readonly string[] WithClock =
    [
        "pending",
        "kind = 'driver' AND duty_runs AND NOT pending",
        "kind = 'trip' AND trip_status IN ('active', 'paused')",
        "kind IN ('webhook', 'workflow')",
    ];

    public Task Put(FleetEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return dataSource.ExecuteAsync(
            """
            INSERT INTO directory (organization_id, kind, id, vehicle_id, driver_id, trip_status, sort_time, duty_runs, status, pending) VALUES ($1, $2, $3, $4, $5, $6, $7, $2 = 'driver' AND $9, $8, $9)
            ON CONFLICT (organization_id, kind, id) DO UPDATE SET
                vehicle_id = excluded.vehicle_id, driver_id = excluded.driver_id, trip_status = excluded.trip_status, sort_time = excluded.sort_time,
                duty_runs = excluded.duty_runs, status = excluded.status, pending = excluded.pending
            """,
            [entry.OrganizationId, Name(entry.Kind), entry.Id, entry.VehicleId, entry.DriverId, entry.TripStatus is { } s ? Name(s) : null, EntryPlace.SortTimeOf(entry), entry.Status, entry.Pending],
            cancellationToken);
    }

    public Task Remove(string organizationId, EntityKind kind, string id, CancellationToken cancellationToken) =>
        dataSource.ExecuteAsync(
            "DELETE FROM directory WHERE organization_id = $1 AND kind = $2 AND id = $3", [organizationId, Name(kind), id], cancellationToken);

    /// <exception cref="FormatException">The query's place is not one that a page gave.</exception>
    public async Task<DirectoryPage> List(DirectoryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var sql = "SELECT id, vehicle_id, driver_id, trip_status, sort_time, status, pending FROM directory WHERE organization_id = $1 AND kind = $2";
        var values = new List<object?> { query.OrganizationId, Name(query.Kind) };
        string Next(object value)
        {
            values.Add(value);
            return "$" + values.Count.ToString(CultureInfo.InvariantCulture);
        }

        if (query.VehicleId is not null) sql += $" AND vehicle_id = {Next(query.VehicleId)}";
        if (query.DriverId is not null) sql += $" AND driver_id = {Next(query.DriverId)}";
        if (query.TripStatus is { } status) sql += $" AND trip_status = {Next(Name(status))}";
        if (query.Status is not null) sql += $" AND status = {Next(query.Status)}";
        if (query.From is { } from) sql += $" AND sort_time >= {Next(SqlTime.Of(from))}";
        if (query.Until is { } until) sql += $" AND sort_time < {Next(SqlTime.Of(until))} AND sort_time > '-infinity'";
        if (query.After is not null)
        {
            // The first condition is what the index can use; the second is the place itself.
            var place = EntryPlace.Parse(query.After);
            var (time, id) = (Next(place.SortTime), Next(SqlText.Clean(place.Id)!));
            sql += $" AND sort_time <= {time} AND (sort_time < {time} OR id > {id})";
        }

        // One more than asked for tells whether there is a next page.
        sql += $" ORDER BY sort_time DESC, id LIMIT {Next(query.Limit + 1L)}";
        var found = await dataSource.ListAsync(sql, values, r => EntryOf(r, query), cancellationToken);
        var entries = found.Take(query.Limit).ToImmutableArray();
        return new()
        {
            Entries = entries,
            Next = found.Count > query.Limit ? new EntryPlace(EntryPlace.SortTimeOf(entries[^1]), entries[^1].Id).ToString() : null,
        };
    }

    /// <summary>Page by page over all organizations.</summary>
    public async IAsyncEnumerable<FleetEntry> WithClocks([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in WithClock)
        {
            var (organization, kind, id) = ("", "", "");
            while (true)
            {
                var page = await dataSource.ListAsync(
                    $"""
                    SELECT organization_id, kind, id, vehicle_id, trip_status, status, pending OR duty_runs FROM directory
                    WHERE {some} AND (organization_id, kind, id) > ($1, $2, $3) ORDER BY organization_id, kind, id LIMIT {PageRows}
                    """,
                    [organization, kind, id],
                    r => new FleetEntry
                    {
                        OrganizationId = r.GetString(0),
                        Kind = Enum.Parse<EntityKind>(r.GetString(1), ignoreCase: true),
                        Id = r.GetString(2),
                        VehicleId = r.GetText(3),
                        TripStatus = TripStatusOf(r.GetText(4)),
                        Status = r.GetText(5),
                        Pending = r.GetBoolean(6),
                    },
                    cancellationToken);
                foreach (var entry in page)
                    yield return entry;
                if (page.Count < PageRows)
                    break;
                (organization, kind, id) = (page[^1].OrganizationId, Name(page[^1].Kind), page[^1].Id);
            }
        }
    }

    private static FleetEntry EntryOf(NpgsqlDataReader row, DirectoryQuery query)
    {
        var sortTime = row.GetDateTime(4);
        return new()
        {
            OrganizationId = query.OrganizationId,
            Kind = query.Kind,
            Id = row.GetString(0),
            VehicleId = row.GetText(1),
            DriverId = row.GetText(2),
            TripStatus = TripStatusOf(row.GetText(3)),
            Status = row.GetText(5),
            Pending = row.GetBoolean(6),
            SortTime = sortTime == DateTime.MinValue ? null : new DateTimeOffset(sortTime, TimeSpan.Zero),
        };
    }

    private static TripStatus? TripStatusOf(string? name) => name is null ? null : Enum.Parse<TripStatus>(name, ignoreCase: true);

#pragma warning disable CA1308 // Names of enum members, written in lower case by choice.
    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
