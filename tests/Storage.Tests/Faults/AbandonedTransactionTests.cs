using Fleet.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Fleet.Storage.Faults;

/// <summary>A transaction that its host forgot is ended by the server, so that nobody waits for its locks.</summary>
[Collection(PostgresCollection.Name)]
public sealed class AbandonedTransactionTests(ClusterFixture cluster)
{
    [SkippableTheory]
    [InlineData("", "5s")]
    [InlineData(";Options=-c work_mem=8MB", "5s")]
    [InlineData(";Options=-c idle_in_transaction_session_timeout=60000", "1min")]
    public async Task Idle_transaction_is_ended_after_five_seconds_unless_the_operator_says_otherwise(string more, string expected)
    {
        var database = await cluster.CreateDatabaseAsync(migrated: false);
        using var services = new ServiceCollection().BuildServiceProvider();
        await using var source = FleetPostgresServices.SourceOf(database + more)(services);
        for (var use = 0; use < 2; use++) // the second time the connection comes from the pool
        {
            await using var command = source.CreateCommand("SHOW idle_in_transaction_session_timeout");
            Assert.Equal(expected, await command.ExecuteScalarAsync());
        }
    }

    [SkippableFact]
    public async Task Lock_of_an_abandoned_transaction_does_not_outlive_it()
    {
        var database = await cluster.CreateDatabaseAsync(migrated: false);
        using var services = new ServiceCollection().BuildServiceProvider();
        await using var source = FleetPostgresServices.SourceOf(database + ";Options=-c idle_in_transaction_session_timeout=100")(services);
        await using (var create = source.CreateCommand("CREATE TABLE line (n int); INSERT INTO line VALUES (0)"))
            await create.ExecuteNonQueryAsync();
        await using var frozen = await source.OpenConnectionAsync();
        await using var forgotten = await frozen.BeginTransactionAsync();
        await using (var locks = new NpgsqlCommand("UPDATE line SET n = 1", frozen, forgotten))
            await locks.ExecuteNonQueryAsync();

        await using (var takesOver = source.CreateCommand("UPDATE line SET n = 2 WHERE n = 0"))
            Assert.Equal(1, await takesOver.ExecuteNonQueryAsync());
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => forgotten.CommitAsync());
    }
}
