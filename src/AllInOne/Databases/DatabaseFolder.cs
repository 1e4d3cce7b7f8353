using System.Security.Cryptography;
using System.Text;

namespace Fleet.AllInOne.Databases;

/// <summary>Where the private PostgreSQL keeps its data.</summary>
internal static class DatabaseFolder
{
    private const string SystemRoot = "/var/lib/fleet-orleans";

    /// <summary>
    /// <c>postgres</c> in the state folder; or, where we are root and a folder above it is closed to the user that must
    /// run the server (a clone in /root, say), a folder under /var/lib named after it.
    /// </summary>
    public static string Of(string stateFolder)
    {
        var beside = Path.Combine(Path.GetFullPath(stateFolder), "postgres");
        if (OperatingSystem.IsWindows() || Environment.UserName != "root" || IsOpen(Path.GetDirectoryName(beside)!))
            return beside;
        return Path.Combine(SystemRoot, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(beside)))[..16]);
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool IsOpen(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (at.Exists && (File.GetUnixFileMode(at.FullName) & UnixFileMode.OtherExecute) == 0)
                return false;
        }

        return true;
    }
}
