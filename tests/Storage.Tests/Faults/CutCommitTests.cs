using Npgsql;

namespace Fleet.Storage;

/// <summary>The server ends the connection in the middle of the second COMMIT, by a trigger that fires there.</summary>
[Collection(PostgresCollection.Name)]
public sealed class CutCommitTests(ClusterFixture cluster)
{
    private const string CutSecondCommit = """
        CREATE SEQUENCE commits;
        CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF nextval('commits') = 2 THEN
                PERFORM pg_terminate_backend(pg_backend_pid());
                PERFORM pg_sleep(60);
            END IF;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON positions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut();
        """;

    [SkippableFact]
    public async Task Commit_cut_off_is_asked_for_and_done_again()
    {
        await using var store = new TestStore(await cluster.CreateDatabaseAsync(), o => o.Lanes = 1);
        await store.ExecuteAsync(CutSecondCommit);
        var log = store.Get<IPositionLog>();
        await log.Append("acme", "v1", [Samples.At(1)], default);

        var result = await log.Append("acme", "v1", [Samples.At(2), Samples.At(0, late: true)], default);

        Assert.Equal(AppendStatus.Committed, result.Status);
        Assert.Empty(result.Duplicates);
        Assert.Equal(3, await store.ScalarAsync<long>("SELECT count(*) FROM positions"));
    }

    [SkippableFact]
    public async Task Commit_cut_off_by_a_server_that_stays_away_is_unknown_and_not_acknowledged()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var store = new TestStore(connectionString, o => (o.Lanes, o.GiveUpAfter) = (1, TimeSpan.FromMilliseconds(300)));
        await store.ExecuteAsync(CutSecondCommit);
        var log = store.Get<IPositionLog>();
        await log.Append("acme", "v1", [Samples.At(1)], default);
        await AllowConnectionsAsync(connectionString, "false");

        var result = await log.Append("acme", "v1", [Samples.At(2)], default);

        Assert.Equal(AppendStatus.Unknown, result.Status);
        await AllowConnectionsAsync(connectionString, "true");
        Assert.Equal(1, await store.ScalarAsync<long>("SELECT count(*) FROM positions"));
    }

    private static async Task AllowConnectionsAsync(string connectionString, string allowed)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var database = settings.Database;
        settings.Database = "postgres";
        settings.Pooling = false;
        await using var source = NpgsqlDataSource.Create(settings);
        await using var command = source.CreateCommand($"ALTER DATABASE {database} ALLOW_CONNECTIONS {allowed}");
        await command.ExecuteNonQueryAsync();
    }
}
