// Linux' epoll, level-triggered, called directly: the framework's own socket engine adds a receive that fails to every one that succeeds, and
// a queue between readiness and callback. Level-triggered means that one receive per readiness is enough: what is left is told again.
//
// Facts used: epoll(7), eventfd(2). struct epoll_event is packed on x86-64 only: 12 bytes there, 16 elsewhere.

using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ActorKv.Tcp;

internal sealed unsafe partial class EpollPoller : Poller
{
    private const int MaxEvents = 256;
    private const int CtlAdd = 1, CtlDelete = 2, CtlModify = 3;
    private const uint In = 0x001, Out = 0x004, Error = 0x008, Hup = 0x010, RemoteHup = 0x2000;
    private const int CloseOnExec = 0x80000, NonBlocking = 0x800;
    private const int Interrupted = 4;

    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + 8;

    private readonly SafeFileHandle _epoll;
    private readonly SafeFileHandle _wake;
    private readonly byte* _events = (byte*)NativeMemory.Alloc((nuint)(MaxEvents * 16));
    private IPollable?[] _items = new IPollable?[64];

    public EpollPoller()
    {
        _epoll = new SafeFileHandle(Check(epoll_create1(CloseOnExec)), ownsHandle: true);
        _wake = new SafeFileHandle(Check(eventfd(0, CloseOnExec | NonBlocking)), ownsHandle: true);
        Control(CtlAdd, (int)_wake.DangerousGetHandle(), In);
    }

    public override void Add(IPollable item, Readiness interest)
    {
        int descriptor = (int)item.Socket.Handle;
        if (descriptor >= _items.Length) Array.Resize(ref _items, Math.Max(descriptor + 1, _items.Length * 2));
        _items[descriptor] = item;
        Control(CtlAdd, descriptor, Flags(interest));
    }

    public override void Change(IPollable item, Readiness interest) => Control(CtlModify, (int)item.Socket.Handle, Flags(interest));

    public override void Remove(IPollable item)
    {
        int descriptor = (int)item.Socket.Handle;
        _items[descriptor] = null;
        Control(CtlDelete, descriptor, 0);
    }

    public override void Wait(int milliseconds, Action begin)
    {
        int count = epoll_wait((int)_epoll.DangerousGetHandle(), _events, MaxEvents, milliseconds);
        if (count < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted) throw new Win32Exception(error);
            count = 0;
        }
        begin();
        int wake = (int)_wake.DangerousGetHandle();
        for (int i = 0; i < count; i++)
        {
            byte* item = _events + i * EventSize;
            uint flags = *(uint*)item;
            int descriptor = *(int*)(item + DataOffset);
            if (descriptor == wake)
            {
                ulong counter;
                _ = read(wake, &counter, 8);
                continue;
            }
            // An item that was removed by one handled before it in this round is not there any more.
            _items[descriptor]?.OnReady(
                ((flags & In) != 0 ? Readiness.Read : 0) | ((flags & Out) != 0 ? Readiness.Write : 0) |
                ((flags & (Error | Hup | RemoteHup)) != 0 ? Readiness.Hangup : 0));
        }
    }

    protected override void Signal()
    {
        ulong one = 1;
        _ = write((int)_wake.DangerousGetHandle(), &one, 8);
    }

    protected override void Dispose(bool disposing)
    {
        _epoll.Dispose();
        _wake.Dispose();
        NativeMemory.Free(_events);
    }

    private void Control(int operation, int descriptor, uint flags)
    {
        byte* item = stackalloc byte[16];
        *(uint*)item = flags;
        *(ulong*)(item + DataOffset) = (uint)descriptor;
        Check(epoll_ctl((int)_epoll.DangerousGetHandle(), operation, descriptor, item));
    }

    private static uint Flags(Readiness interest) =>
        ((interest & Readiness.Read) != 0 ? In | RemoteHup : 0) | ((interest & Readiness.Write) != 0 ? Out : 0);

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int descriptor, byte* item);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int epoll, byte* events, int count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int eventfd(uint initial, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int descriptor, void* buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, void* buffer, nint count);
}
