using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>
/// Brings the schema up to this program's version. Every host calls it at start; an advisory lock lets one do the work
/// and the others wait. A database that is newer is left as it is: migrations only add, so that versions can be mixed
/// while a cluster is upgraded.
/// </summary>
public sealed class Migrator(NpgsqlDataSource dataSource, TimeProvider clock, ILogger<Migrator> logger)
{
    // "fleet" in ASCII; any number does that nobody else on the database takes.
    private const long LockKey = 0x666C656574;

    /// <exception cref="StorageException">A migration that was applied differs from the one in this program.</exception>
    public Task MigrateAsync(CancellationToken cancellationToken) => MigrateAsync(Migration.All, cancellationToken);

    internal async Task MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            await ExecuteAsync(
                connection,
                "CREATE TABLE IF NOT EXISTS schema_migrations (version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL)",
                cancellationToken);
            var applied = await AppliedAsync(connection, cancellationToken);
            foreach (var migration in migrations)
            {
                if (!applied.TryGetValue(migration.Version, out var checksum))
                    await ApplyAsync(connection, migration, cancellationToken);
                else if (checksum != migration.Checksum)
                    throw new StorageException($"Migration {migration.Name} was applied with other contents than this program has. Restore the file as it was, and mend the schema by a new migration.");
            }

            if (applied.Count > 0 && applied.Keys.Max() > migrations[^1].Version)
                logger.DatabaseIsNewer(applied.Keys.Max(), migrations[^1].Version);
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, migration.Sql, cancellationToken);
        await using var record = new NpgsqlCommand(
            "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)", connection)
        {
            Parameters =
            {
                new() { Value = migration.Version },
                new() { Value = migration.Name },
                new() { Value = migration.Checksum },
                new() { Value = clock.GetUtcNow() },
            },
        };
        await record.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        logger.Applied(migration.Name);
    }

    private static async Task<Dictionary<int, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<int, string>();
        await using var command = new NpgsqlCommand("SELECT version, checksum FROM schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Our own text: constants and embedded files.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
