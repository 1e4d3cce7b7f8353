using System.Globalization;

namespace Fleet.Storage.Postgres;

/// <summary>Where the server programs are. Distributions keep them off PATH, one folder a major version.</summary>
public sealed record PostgresBinaries(string Folder, int MajorVersion)
{
    private const string DebianRoot = "/usr/lib/postgresql";
    private static readonly string[] _programs = ["initdb", "pg_ctl", "postgres"];

    public string Path(string program) => System.IO.Path.Combine(Folder, program);

    /// <summary>The newest version there is; or, for a folder that has a cluster already, the version that made it.</summary>
    /// <exception cref="PostgresNotInstalledException">None, or not that version.</exception>
    public static PostgresBinaries Find(string? dataFolder = null)
    {
        var wanted = dataFolder is null ? null : ClusterVersion(dataFolder);
        var found = Candidates()
            .Where(b => wanted is null || b.MajorVersion == wanted)
            .MaxBy(b => b.MajorVersion);
        return found ?? throw (wanted is null
            ? new PostgresNotInstalledException()
            : new PostgresNotInstalledException(string.Create(
                CultureInfo.InvariantCulture, $"The data in {dataFolder} is of PostgreSQL {wanted}, which is not installed.")));
    }

    private static IEnumerable<PostgresBinaries> Candidates()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator);
        var packaged = System.IO.Directory.Exists(DebianRoot)
            ? System.IO.Directory.EnumerateDirectories(DebianRoot).Select(d => System.IO.Path.Combine(d, "bin"))
            : [];
        foreach (var folder in packaged.Concat(onPath).Where(f => f.Length > 0))
        {
            if (_programs.All(p => File.Exists(System.IO.Path.Combine(folder, p))))
                yield return new PostgresBinaries(folder, VersionOf(folder));
        }
    }

    // Debian's folder names say it; elsewhere the program does.
    private static int VersionOf(string folder)
    {
        var parent = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(folder));
        if (int.TryParse(parent, CultureInfo.InvariantCulture, out var version))
            return version;
        var said = ServerCommand.RunAsync(System.IO.Path.Combine(folder, "postgres"), ["--version"], CancellationToken.None)
            .GetAwaiter().GetResult().Output;
        var number = said.Split(' ').Select(w => w.Split('.')[0]).FirstOrDefault(w => int.TryParse(w, CultureInfo.InvariantCulture, out _));
        return int.Parse(number ?? "0", CultureInfo.InvariantCulture);
    }

    private static int? ClusterVersion(string dataFolder)
    {
        var file = System.IO.Path.Combine(dataFolder, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture) : null;
    }
}
