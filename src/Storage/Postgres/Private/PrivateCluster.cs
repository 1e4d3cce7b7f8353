using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>
/// A PostgreSQL server of our own on a Unix socket: no port, no password, closed to every other user by the socket's
/// folder. Owned by one process at a time (a file lock that dies with it); a server that outlived its owner is taken over.
/// </summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private const string User = "fleet";
    private const string Database = "fleet";
    private static readonly TimeSpan _retryPause = TimeSpan.FromMilliseconds(200);

    private readonly PrivateClusterOptions _options;
    private readonly string _folder;
    private readonly string _socketFolder;
    private readonly PostgresBinaries _binaries;
    private readonly PostmasterFile _postmaster;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly FileStream _ownership;
    private readonly SemaphoreSlim _turn = new(1);
    private bool _stopped;

    private PrivateCluster(
        PrivateClusterOptions options, PostgresBinaries binaries, FileStream ownership, TimeProvider clock, ILogger logger)
    {
        _options = options;
        _folder = Path.Combine(Path.GetFullPath(options.DataFolder), "data");
        _socketFolder = SocketFolder(Path.GetFullPath(options.DataFolder));
        _binaries = binaries;
        _postmaster = new PostmasterFile(_folder);
        _ownership = ownership;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Names a socket file and carries no secret; still, it is not for logs.</summary>
    public string ConnectionString => ConnectionTo(Database);

    public string SocketPath => _socketFolder;

    /// <summary>The server's process; null while it does not run.</summary>
    public int? ProcessId => _postmaster.Owner;

    /// <summary>Starts the server, or takes over the one that runs, and returns once it accepts connections.</summary>
    /// <exception cref="PostgresNotInstalledException">Its programs are missing.</exception>
    /// <exception cref="ClusterInUseException">Another process owns the folder.</exception>
    /// <exception cref="StorageException">The server's user cannot reach the folder, or it will not start.</exception>
    public static async Task<PrivateCluster> StartAsync(
        PrivateClusterOptions options, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(options.DataFolder);
        var binaries = PostgresBinaries.Find(Path.Combine(folder, "data"));
        System.IO.Directory.CreateDirectory(folder);
        var ownership = Own(folder);
        try
        {
            var cluster = new PrivateCluster(options, binaries, ownership, clock, logger);
            await cluster.PrepareAsync(cancellationToken);
            await cluster.StartServerAsync(cancellationToken);
            await cluster.CreateDatabaseAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await ownership.DisposeAsync();
            throw;
        }
    }

    /// <summary>The way to our database in a cluster that another process runs.</summary>
    public static string ConnectionStringOf(string dataFolder) =>
        ConnectionTo(SocketFolder(Path.GetFullPath(dataFolder)), Database);

    /// <summary>Whether a cluster was ever made there.</summary>
    public static bool Exists(string dataFolder) => File.Exists(Path.Combine(dataFolder, "data", "PG_VERSION"));

    /// <summary>Whether a server runs there, whoever owns it.</summary>
    public static bool IsRunning(string dataFolder) =>
        new PostmasterFile(Path.Combine(Path.GetFullPath(dataFolder), "data")).Owner is not null;

    public string ConnectionTo(string database) => ConnectionTo(_socketFolder, database);

    private static string ConnectionTo(string socketFolder, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = socketFolder,
        Username = User,
        Database = database,
    }.ConnectionString;

    /// <summary>Starts the server if it is not running (it was killed, say). Does nothing while it runs.</summary>
    public async Task StartServerAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_postmaster.Owner is { } running)
            {
                _logger.Adopted(running, _folder);
                return;
            }

            if (_postmaster.RemoveIfStale())
                _logger.StaleFileRemoved(_folder);
            await WriteSettingsAsync(cancellationToken);
            await LaunchAsync(cancellationToken);
            _logger.Started(_binaries.MajorVersion, _postmaster.Owner ?? 0, _folder);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Watches the server and starts it again when it dies, until cancelled or stopped.</summary>
    public async Task SuperviseAsync(CancellationToken cancellationToken)
    {
        var pause = _retryPause;
        while (!_stopped && !cancellationToken.IsCancellationRequested)
        {
            if (_postmaster.Owner is { } pid)
            {
                pause = _retryPause;
                await WaitForEndAsync(pid, cancellationToken);
                if (_stopped)
                    return;
                _logger.Died(pid, _folder);
            }

            try
            {
                await StartServerAsync(cancellationToken);
            }
            catch (StorageException e)
            {
                _logger.RestartFailed(e, _folder, pause);
                await Task.Delay(pause, _clock, cancellationToken);
                pause = pause < TimeSpan.FromSeconds(10) ? pause * 2 : pause;
            }
        }
    }

    /// <summary>Stops the server in order: sessions are ended, nothing committed is left to recover.</summary>
    public async Task StopServerAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_postmaster.Owner is null)
                return;
            var (code, output) = await RunAsync("pg_ctl", ["stop", "-D", _folder, "-m", "fast", "-w", "-t", "30"], cancellationToken);
            if (code != 0 && _postmaster.Owner is not null)
                throw new StorageException($"PostgreSQL did not stop: {output.Trim()}");
            _logger.Stopped(_folder);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        try
        {
            await StopServerAsync(CancellationToken.None);
        }
        finally
        {
            await _ownership.DisposeAsync();
            _turn.Dispose();
        }
    }

    // FileShare.None is flock(2): it goes with the process, however that ends.
    private static FileStream Own(string folder)
    {
        var file = Path.Combine(folder, "owner.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new ClusterInUseException($"Another process uses the database folder {folder}.", e);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("The private cluster needs Unix sockets and file modes; set Fleet:Database.");

        foreach (var folder in new[] { _folder, _socketFolder })
        {
            System.IO.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (ServerCommand.WeAreRoot)
                await MustAsync(ServerCommand.RunAsync("chown", ["--no-dereference", ServerCommand.UnprivilegedUser + ":", folder], cancellationToken), "chown");
        }

        var (reach, _) = await ServerCommand.RunUnprivilegedAsync("test", ["-w", _folder], cancellationToken);
        if (reach != 0)
            throw new StorageException($"The user '{ServerCommand.UnprivilegedUser}', which must run PostgreSQL because we are root, cannot reach {_folder}: a folder above it is closed to it. Put the data elsewhere or open that folder for passing (chmod o+x).");
        if (File.Exists(Path.Combine(_folder, "PG_VERSION")))
            return;

        _logger.Creating(_binaries.MajorVersion, _folder);
        List<string> arguments = ["-D", _folder, "--username=" + User, "--auth=trust", "--encoding=UTF8", "--no-locale", "--data-checksums"];
        if (!_options.Fsync)
            arguments.Add("--no-sync");
        await MustAsync(RunAsync("initdb", arguments, cancellationToken), "initdb");
        await File.AppendAllTextAsync(Path.Combine(_folder, "postgresql.conf"), "\ninclude 'fleet.conf' # rewritten at every start\n", cancellationToken);
    }

    private async Task WriteSettingsAsync(CancellationToken cancellationToken)
    {
        var durable = _options.Fsync ? "on" : "off";
        var settings = string.Create(CultureInfo.InvariantCulture, $"""
            listen_addresses = ''
            unix_socket_directories = '{_socketFolder.Replace("'", "''", StringComparison.Ordinal)}'
            unix_socket_permissions = 0700
            max_connections = {_options.MaxConnections}
            shared_buffers = {_options.SharedBuffersMegabytes}MB
            fsync = {durable}
            full_page_writes = {durable}
            synchronous_commit = on
            wal_compression = on
            max_wal_size = 2GB
            checkpoint_completion_target = 0.9
            timezone = 'UTC'
            log_timezone = 'UTC'
            """);
        await File.WriteAllTextAsync(Path.Combine(_folder, "fleet.conf"), settings + "\n", cancellationToken);
    }

    // Backends of a killed server hold its shared memory until they notice; the new one refuses to start till then.
    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        var deadline = _clock.GetTimestamp() + (long)(_options.StartTimeout.TotalSeconds * _clock.TimestampFrequency);
        var log = Path.Combine(_folder, "server.log");
        var patience = ((int)_options.StartTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        while (true)
        {
            var (code, output) = await RunAsync("pg_ctl", ["start", "-D", _folder, "-w", "-s", "-t", patience, "-l", log], cancellationToken);
            if (code == 0)
                return;
            if (_clock.GetTimestamp() >= deadline || !LastWords(log).Contains("shared memory block", StringComparison.Ordinal))
                throw new StorageException($"PostgreSQL did not start on {_folder}: {output.Trim()}\n{LastWords(log)}");
            await Task.Delay(_retryPause, _clock, cancellationToken);
        }
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionTo("postgres"));
        await using var exists = source.CreateCommand($"SELECT 1 FROM pg_database WHERE datname = '{Database}'");
        if (await exists.ExecuteScalarAsync(cancellationToken) is not null)
            return;
        await using var create = source.CreateCommand($"CREATE DATABASE {Database}");
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string LastWords(string log) =>
        File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(6)) : "";

    private Task<(int ExitCode, string Output)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ServerCommand.RunUnprivilegedAsync(_binaries.Path(program), arguments, cancellationToken);

    private static async Task MustAsync(Task<(int ExitCode, string Output)> command, string name)
    {
        var (code, output) = await command;
        if (code != 0)
            throw new StorageException($"{name} failed: {output.Trim()}");
    }

    private static async Task WaitForEndAsync(int pid, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (ArgumentException)
        {
            // Gone between the look and the wait.
        }
    }

    // A socket's path holds 107 bytes, ".s.PGSQL.5432" included; long data folders get a short one, named after them.
    private static string SocketFolder(string folder)
    {
        var beside = Path.Combine(folder, "socket");
        return Encoding.UTF8.GetByteCount(beside) <= 90
            ? beside
            : "/tmp/fleet-pg-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];
    }
}
