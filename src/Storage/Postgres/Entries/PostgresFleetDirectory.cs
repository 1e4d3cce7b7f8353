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

    public Task Put(FleetEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return dataSource.ExecuteAsync(
            """
            INSERT INTO directory (organization_id, kind, id, vehicle_id, driver_id, trip_status, sort_time, duty_runs, status, pending) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (organization_id, kind, id) DO UPDATE SET
                vehicle_id = excluded.vehicle_id, driver_id = excluded.driver_id, trip_status = excluded.trip_status, sort_time = excluded.sort_time,
                duty_runs = excluded.duty_runs, status = excluded.status, pending = excluded.pending
            """,
            [entry.OrganizationId, Name(entry.Kind), entry.Id, entry.VehicleId, entry.DriverId, entry.TripStatus is { } s ? Name(s) : null, EntryPlace.SortTimeOf(entry), entry.DutyRuns, entry.Status, entry.Pending],
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

    public IAsyncEnumerable<FleetEntry> TripsUnderWay(CancellationToken cancellationToken) => All(
        "SELECT organization_id, id, vehicle_id, trip_status FROM directory WHERE kind = 'trip' AND trip_status IN ('active', 'paused')",
        r => new FleetEntry
        {
            OrganizationId = r.GetString(0),
            Kind = EntityKind.Trip,
            Id = r.GetString(1),
            VehicleId = r.GetText(2),
            TripStatus = Enum.Parse<TripStatus>(r.GetString(3), ignoreCase: true),
        },
        cancellationToken);

    public IAsyncEnumerable<FleetEntry> DriversWithDeadlines(CancellationToken cancellationToken) => All(
        "SELECT organization_id, id FROM directory WHERE kind = 'driver' AND duty_runs",
        r => new FleetEntry { OrganizationId = r.GetString(0), Kind = EntityKind.Driver, Id = r.GetString(1), DutyRuns = true },
        cancellationToken);

    /// <summary>Page by page over all organizations.</summary>
    private async IAsyncEnumerable<FleetEntry> All(
        string select, Func<NpgsqlDataReader, FleetEntry> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (organization, id) = ("", "");
        while (true)
        {
            var page = await dataSource.ListAsync(
                $"{select} AND (organization_id, id) > ($1, $2) ORDER BY organization_id, id LIMIT {PageRows}", [organization, id], read, cancellationToken);
            foreach (var entry in page)
                yield return entry;
            if (page.Count < PageRows)
                yield break;
            (organization, id) = (page[^1].OrganizationId, page[^1].Id);
        }
    }

    public async IAsyncEnumerable<FleetEntry> Pending([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (organization, kind, id) = ("", "", "");
        while (true)
        {
            var page = await dataSource.ListAsync(
                $"""
                SELECT organization_id, kind, id, status FROM directory
                WHERE pending AND (organization_id, kind, id) > ($1, $2, $3) ORDER BY organization_id, kind, id LIMIT {PageRows}
                """,
                [organization, kind, id],
                r => new FleetEntry
                {
                    OrganizationId = r.GetString(0),
                    Kind = Enum.Parse<EntityKind>(r.GetString(1), ignoreCase: true),
                    Id = r.GetString(2),
                    Status = r.GetText(3),
                    Pending = true,
                },
                cancellationToken);
            foreach (var entry in page)
                yield return entry;
            if (page.Count < PageRows)
                yield break;
            (organization, kind, id) = (page[^1].OrganizationId, Name(page[^1].Kind), page[^1].Id);
        }
    }

    public async IAsyncEnumerable<FleetEntry> All(EntityKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (organization, id) = ("", "");
        while (true)
        {
            var page = await dataSource.ListAsync(
                $"""
                SELECT organization_id, id FROM directory WHERE kind = '{Name(kind)}' AND (organization_id, id) > ($1, $2)
                ORDER BY organization_id, id LIMIT {PageRows}
                """,
                [organization, id],
                r => new FleetEntry { OrganizationId = r.GetString(0), Kind = kind, Id = r.GetString(1) },
                cancellationToken);
            foreach (var entry in page)
                yield return entry;
            if (page.Count < PageRows)
                yield break;
            (organization, id) = (page[^1].OrganizationId, page[^1].Id);
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
            TripStatus = row.GetText(3) is { } name ? Enum.Parse<TripStatus>(name, ignoreCase: true) : null,
            Status = row.GetText(5),
            Pending = row.GetBoolean(6),
            SortTime = sortTime == DateTime.MinValue ? null : new DateTimeOffset(sortTime, TimeSpan.Zero),
        };
    }

#pragma warning disable CA1308 // Names of enum members, written in lower case by choice.
    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
