using System.Diagnostics;
using System.Globalization;
using Fleet.Storage.Postgres;
using Npgsql;

namespace Fleet.Storage;

public sealed class PrivateClusterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public async Task Data_survives_a_stop_in_order()
    {
        await using (var first = await StartAsync())
            await ExecuteAsync(first, "CREATE TABLE kept AS SELECT 1 AS n");

        await using var second = await StartAsync();

        Assert.Equal(1, await ScalarAsync(second, "SELECT n FROM kept"));
    }

    [SkippableFact]
    public async Task Data_survives_kill_nine_and_the_stale_pid_file_is_no_obstacle()
    {
        await using var cluster = await StartAsync();
        await ExecuteAsync(cluster, "CREATE TABLE kept AS SELECT 1 AS n");
        await KillAsync(cluster);

        await cluster.StartServerAsync(default);

        Assert.Equal(1, await ScalarAsync(cluster, "SELECT n FROM kept"));
    }

    [SkippableFact]
    public async Task Pid_file_that_names_a_stranger_is_no_obstacle()
    {
        await using (await StartAsync())
        {
        }

        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "data", "postmaster.pid"), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n/elsewhere\n"));
        await using var cluster = await StartAsync();

        Assert.Equal(1, await ScalarAsync(cluster, "SELECT 1"));
    }

    [SkippableFact]
    public async Task Server_that_runs_is_taken_as_it_is()
    {
        await using var cluster = await StartAsync();
        var pid = cluster.ProcessId;

        await cluster.StartServerAsync(default);

        Assert.NotNull(pid);
        Assert.Equal(pid, cluster.ProcessId);
    }

    [SkippableFact]
    public async Task Second_owner_is_refused()
    {
        await using var cluster = await StartAsync();

        await Assert.ThrowsAsync<ClusterInUseException>(StartAsync);
    }

    [SkippableFact]
    public async Task Nobody_listens_on_tcp_and_others_cannot_reach_the_socket()
    {
        await using var cluster = await StartAsync();

        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString);
        await using var listen = source.CreateCommand("SHOW listen_addresses");
        Assert.Equal("", await listen.ExecuteScalarAsync());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(cluster.SocketPath));
    }

    [SkippableFact]
    public async Task Supervised_server_comes_back_by_itself()
    {
        await using var cluster = await StartAsync();
        using var stop = new CancellationTokenSource();
        var supervision = cluster.SuperviseAsync(stop.Token);
        var before = cluster.ProcessId;
        await KillAsync(cluster);

        // The socket is refused until the new server listens.
        object? answer = null;
        while (answer is null)
        {
            try
            {
                answer = await ScalarAsync(cluster, "SELECT 1");
            }
            catch (NpgsqlException)
            {
                await Task.Yield();
            }
        }

        Assert.NotEqual(before, cluster.ProcessId);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => supervision);
    }

    [Fact]
    public void Missing_programs_name_the_package_to_install()
    {
        System.IO.Directory.CreateDirectory(_folder.Path);
        File.WriteAllText(Path.Combine(_folder.Path, "PG_VERSION"), "3\n");

        var missing = Assert.Throws<PostgresNotInstalledException>(() => PostgresBinaries.Find(_folder.Path));

        Assert.Contains("apt-get install postgresql", missing.Message, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL 3", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_connection_string_is_refused_without_being_repeated()
    {
        var refused = Assert.Throws<StorageException>(() => FleetPostgresServices.SourceOf("Hots=x;Password=secret"));

        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete();

    private async Task<PrivateCluster> StartAsync()
    {
        try
        {
            return await ClusterFixture.StartAsync(_folder.Path);
        }
        catch (PostgresNotInstalledException)
        {
            throw new SkipException("PostgreSQL is not installed here (apt-get install postgresql).");
        }
    }

    private static async Task KillAsync(PrivateCluster cluster)
    {
        using var process = Process.GetProcessById(cluster.ProcessId!.Value);
        process.Kill();
        await process.WaitForExitAsync();
        NpgsqlConnection.ClearAllPools();
    }

    private static async Task ExecuteAsync(PrivateCluster cluster, string sql) => await ScalarAsync(cluster, sql);

    private static async Task<object?> ScalarAsync(PrivateCluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString + ";Pooling=false");
#pragma warning disable CA2100 // Constants of this file.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
