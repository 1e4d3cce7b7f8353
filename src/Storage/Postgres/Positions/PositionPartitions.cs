using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>
/// The day partitions of <c>positions</c>. Made by CREATE and ATTACH, which let writers go on; CREATE … PARTITION OF
/// would lock them out.
/// </summary>
internal sealed class PositionPartitions
{
    /// <summary>Older positions share one partition, made by the migration.</summary>
    public static readonly DateOnly FirstDay = new(2000, 1, 1);

    private const string Prefix = "positions_";
    private const string DayFormat = "yyyyMMdd";
    private const long LockKey = 0x666C656574 + 1;

    /// <summary>Locks held by one transaction are limited; so are the days of one.</summary>
    private const int DaysPerTransaction = 50;

    /// <summary>Days known to have a partition. Bound: one a day there is; forgotten when a write finds one gone.</summary>
    private readonly ConcurrentDictionary<DateOnly, bool> _known = new();

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    public static string NameOf(DateOnly day) => Prefix + day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public void Forget() => _known.Clear();

    public void Forget(DateOnly day) => _known.TryRemove(day, out _);

    public async Task EnsureAsync(NpgsqlConnection connection, IEnumerable<DateOnly> days, CancellationToken cancellationToken)
    {
        List<DateOnly>? missing = null;
        foreach (var day in days)
        {
            if (day >= FirstDay && !_known.ContainsKey(day) && missing?.Contains(day) is not true)
                (missing ??= []).Add(day);
        }

        if (missing is null)
            return;
        foreach (var chunk in missing.Order().Chunk(DaysPerTransaction))
            await CreateAsync(connection, chunk, cancellationToken);
    }

    /// <summary>The days that have a partition now, oldest first.</summary>
    public static async Task<List<DateOnly>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var days = new List<DateOnly>();
        await using var command = new NpgsqlCommand(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'positions'::regclass ORDER BY 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (DateOnly.TryParseExact(reader.GetString(0)[Prefix.Length..], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                days.Add(day);
        }

        return days;
    }

    private async Task CreateAsync(NpgsqlConnection connection, DateOnly[] days, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        var there = await ListAsync(connection, cancellationToken);
        foreach (var day in days.Except(there))
        {
            var name = NameOf(day);
            await ExecuteAsync(
                connection,
                $"""
                CREATE TABLE {name} (LIKE positions INCLUDING DEFAULTS);
                ALTER TABLE positions ATTACH PARTITION {name} FOR VALUES FROM ('{day:yyyy-MM-dd} 00:00:00+00') TO ('{day.AddDays(1):yyyy-MM-dd} 00:00:00+00');
                """,
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        foreach (var day in days)
            _known[day] = true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, FormattableString sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Made of constants and dates.
        await using var command = new NpgsqlCommand(sql.ToString(CultureInfo.InvariantCulture), connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
