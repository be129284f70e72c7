import { useCallback, useLayoutEffect, useRef, useState } from 'react'

const nearPixels = 24

/** Keeps a scrolling box at its end while its content grows, until somebody scrolls up; `toEnd` takes it up again. */
export const useFollowEnd = () => {
  const box = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const lastTop = useRef(0)
  const [isFollowing, setFollowing] = useState(true)
  const scroll = useCallback(() => {
    const element = box.current
    if (element !== null) element.scrollTop = element.scrollHeight
  }, [])
  useLayoutEffect(() => {
    const grown = new ResizeObserver(() => {
      if (follows.current) scroll()
    })
    if (content.current !== null) grown.observe(content.current)
    return () => grown.disconnect()
  }, [scroll])
  const follow = useCallback((next: boolean) => {
    follows.current = next
    setFollowing(next)
  }, [])
  const onScroll = useCallback(() => {
    const element = box.current
    if (element === null) return
    // Only a way up is somebody's wish: content that grows leaves the end behind as well.
    const isUp = element.scrollTop < lastTop.current - 1
    lastTop.current = element.scrollTop
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < nearPixels
    if (isAtEnd) follow(true)
    else if (isUp) follow(false)
  }, [follow])
  const toEnd = useCallback(() => {
    scroll()
    follow(true)
  }, [scroll, follow])
  return { box, content, isFollowing, onScroll, toEnd }
}
