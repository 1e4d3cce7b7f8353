using System.Runtime.InteropServices;

namespace Fleet.Bench.Load;

/// <summary>The few calls of Linux that client and floor make without anything between.</summary>
internal static unsafe partial class Libc
{
    public const int DontWait = 0x40;
    public const int NoSignal = 0x4000;

    private const int AddOperation = 1;
    private const int DeleteOperation = 2;
    private const uint Readable = 0x1;

    /// <summary>epoll_event is packed on x64 alone.</summary>
    private static readonly int DataAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    public static int EventSize => DataAt + 8;

    public static int EpollCreate() => Check(epoll_create1(0));

    public static void Watch(int epoll, int descriptor, int tag)
    {
        var item = stackalloc byte[16];
        *(uint*)item = Readable;
        *(long*)(item + DataAt) = tag;
        Check(epoll_ctl(epoll, AddOperation, descriptor, item));
    }

    public static void Forget(int epoll, int descriptor) => _ = epoll_ctl(epoll, DeleteOperation, descriptor, null);

    /// <returns>How many have something; 0 after the time-out or a signal.</returns>
    public static int Wait(int epoll, byte* events, int max, int milliseconds) => Math.Max(0, epoll_wait(epoll, events, max, milliseconds));

    public static int TagOf(byte* events, int index) => (int)*(long*)(events + (index * EventSize) + DataAt);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint recv(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint send(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int descriptor, byte* item);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int epoll, byte* events, int max, int milliseconds);

    private static int Check(int result) => result >= 0 ? result : throw new InvalidOperationException($"epoll: errno {Marshal.GetLastPInvokeError()}");
}
