using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Fleet.Bench.Load;

/// <summary>A server in a process of its own. It ends with its standard input, so that none outlives the benchmark.</summary>
public sealed class ServerProcess : IDisposable
{
    /// <summary>Ticks of /proc a second: USER_HZ, 100 on every Linux.</summary>
    private const double Hertz = 100;

    private readonly Process _process;

    private ServerProcess(Process process, Uri url, string key) => (_process, Url, Key) = (process, url, key);

    public Uri Url { get; }

    /// <summary>An API key, where the server asks for one.</summary>
    public string Key { get; }

    public bool Alive => !_process.HasExited;

    /// <summary>This very program in another role (see <see cref="Roles"/>).</summary>
    public static ServerProcess StartRole(params string[] arguments) => Start(Environment.ProcessPath!, RoleArguments(arguments));

    /// <summary>The Socket.IO server; installs what it needs with npm the first time.</summary>
    public static ServerProcess StartSocketIo()
    {
        var above = new DirectoryInfo(AppContext.BaseDirectory);
        while (above.Parent is not null && !System.IO.Directory.Exists(Path.Combine(above.FullName, "bench", "Load", "Peers")))
            above = above.Parent!;

        var folder = Path.Combine(above.FullName, "bench", "Load", "Peers", "SocketIo");
        if (!System.IO.Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = folder })!;
            npm.WaitForExit();
            if (npm.ExitCode != 0)
                throw new InvalidOperationException("npm ci failed in " + folder);
        }

        return Start("node", [Path.Combine(folder, "server.cjs")]);
    }

    /// <summary>User and system time so far.</summary>
    public TimeSpan Cpu()
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / Hertz);
    }

    /// <summary>Resident bytes.</summary>
    public long Resident()
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/status")).First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>What a role of ours tells of itself.</summary>
    public async Task<JsonElement> Stats()
    {
        using var http = new HttpClient();
        using var document = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(Url, "/bench/stats")));
        return document.RootElement.Clone();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(20_000))
            _process.Kill();

        _process.Dispose();
    }

    private static string[] RoleArguments(string[] arguments) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments;

    private static ServerProcess Start(string file, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        for (string? line; (line = process.StandardOutput.ReadLine()) is not null;)
        {
            if (line.StartsWith("READY ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                _ = process.StandardOutput.ReadToEndAsync();
                return new ServerProcess(process, new Uri(words[1]), words.Length > 2 ? words[2] : "");
            }

            Console.Error.WriteLine(line);
        }

        throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended before it was ready.");
    }
}
