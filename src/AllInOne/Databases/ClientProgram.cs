using System.Diagnostics;
using System.Globalization;
using Fleet.Storage;
using Npgsql;

namespace Fleet.AllInOne.Databases;

/// <summary>One of PostgreSQL's client programs. The connection goes by environment: a password on a command line is everybody's.</summary>
internal sealed class ClientProgram : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ClientProgram(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public Stream Output => _process.StandardOutput.BaseStream;

    public StreamWriter Input => _process.StandardInput;

    /// <exception cref="StorageException">The program is not installed.</exception>
    public static ClientProgram Start(Target target, string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(target.Programs, name), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var at = new NpgsqlConnectionStringBuilder(target.ConnectionString);
        Set(start, "PGHOST", at.Host);
        Set(start, "PGPORT", at.Port.ToString(CultureInfo.InvariantCulture));
        Set(start, "PGUSER", at.Username);
        Set(start, "PGPASSWORD", at.Password);
        Set(start, "PGDATABASE", at.Database);
        Set(start, "PGSSLMODE", at.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() });
        Set(start, "PGSSLROOTCERT", at.RootCertificate);
        start.Environment["LC_ALL"] = "C";
        try
        {
            return new ClientProgram(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new StorageException($"{name} is not installed: apt-get install postgresql-client");
        }
    }

    /// <returns>Null where it ended well, else what it said.</returns>
    public async Task<string?> End()
    {
        Input.Close();
        var rest = Output.CopyToAsync(Stream.Null);
        await _process.WaitForExitAsync();
        await rest;
        var said = (await _errors).Trim();
        return _process.ExitCode == 0 ? null : said.Length > 0 ? said : $"exit code {_process.ExitCode}";
    }

    public void Dispose() => _process.Dispose();

    private static void Set(ProcessStartInfo start, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            start.Environment[name] = value;
    }
}
