using Fleet.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Fleet.Storage;

[Collection(PostgresCollection.Name)]
public sealed class MigratorTests(ClusterFixture cluster)
{
    [SkippableFact]
    public async Task Eight_starters_at_once_apply_each_migration_once()
    {
        await using var source = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync(migrated: false));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => New(source).MigrateAsync(default))));

        await using var count = source.CreateCommand("SELECT count(*) FROM schema_migrations");
        Assert.Equal((long)Migration.All.Count, await count.ExecuteScalarAsync());
    }

    [SkippableFact]
    public async Task Migration_that_changed_after_it_was_applied_is_refused()
    {
        await using var source = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync());
        var changed = Migration.All.Select(m => m.Version == 2 ? m with { Sql = m.Sql + " " } : m).Select(m => new Migration(m.Version, m.Name, m.Sql)).ToList();

        var refused = await Assert.ThrowsAsync<StorageException>(() => New(source).MigrateAsync(changed, default));

        Assert.Contains(changed[1].Name, refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Failed_migration_leaves_nothing_and_the_lock_free()
    {
        await using var source = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync());
        var broken = Migration.All.Append(new Migration(9999, "9999_broken.sql", "CREATE TABLE half (); SELECT nonsense")).ToList();

        await Assert.ThrowsAsync<PostgresException>(() => New(source).MigrateAsync(broken, default));

        await using var half = source.CreateCommand("SELECT to_regclass('half') IS NULL");
        Assert.Equal(true, await half.ExecuteScalarAsync());
        await New(source).MigrateAsync(default);
    }

    [SkippableFact]
    public async Task Newer_database_is_left_as_it_is()
    {
        await using var source = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync());

        await New(source).MigrateAsync(Migration.All.Take(2).ToList(), default);
    }

    private static Migrator New(NpgsqlDataSource source) => new(source, TimeProvider.System, NullLogger<Migrator>.Instance);
}
