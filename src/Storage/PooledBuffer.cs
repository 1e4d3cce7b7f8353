using System.Buffers;

namespace Fleet.Storage;

/// <summary>
/// Bytes in an array of the shared pool. What is written here for a commit easily has 85 KB and more: arrays of that size that are
/// thrown away each time are collected by full collections only. Owner: one writer; after <see cref="Dispose"/> the bytes are somebody else's.
/// </summary>
internal sealed class PooledBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _written;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _written);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _written);
        _written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_written);
    }

    public void Dispose()
    {
        var bytes = _bytes;
        (_bytes, _written) = ([], 0);
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Reserve(int more)
    {
        more = Math.Max(more, 1);
        if (more <= _bytes.Length - _written)
            return;

        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_written + more), (int)Math.Min(2L * _bytes.Length, Array.MaxLength)));
        Written.Span.CopyTo(grown);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = grown;
    }
}
